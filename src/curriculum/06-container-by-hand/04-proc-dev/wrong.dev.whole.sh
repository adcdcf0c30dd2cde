#@ typed
#@ message disk
cd /root/dock
echo 'mount --bind /dev /srv/dock/$name/rootfs/dev' > inside/5-mounts
./dock {{name}} sh
