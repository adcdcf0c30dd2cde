#@ task proc
cd /root/dock
cat > inside/5-mounts <<'EOF'
cd /srv/dock/$name/rootfs
mount -t proc proc proc
mount -t tmpfs -o mode=755 tmpfs dev
cp -a /dev/null /dev/zero /dev/urandom /dev/tty dev
EOF
./dock {{name}} sh
#@ task dev
ps
