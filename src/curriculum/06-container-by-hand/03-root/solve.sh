#@ task pivoted
cd /root/dock
cat > inside/9-root <<'EOF'
cd /srv/dock/$name/rootfs
pivot_root . .
umount -l .
EOF
./dock {{name}} sh
