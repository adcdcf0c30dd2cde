#@ typed
#@ message chroot
cd /root/dock
cat > inside/9-root <<'EOF'
cd /srv/dock/$name/rootfs
exec chroot . "$@"
EOF
./dock {{name}} sh
