#@ typed
#@ message still-there
cd /root/dock
cat > inside/9-root <<'EOF'
cd /srv/dock/$name/rootfs
mkdir old
pivot_root . old
EOF
./dock {{name}} sh
