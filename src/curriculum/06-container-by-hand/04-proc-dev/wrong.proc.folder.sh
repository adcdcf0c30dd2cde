#@ typed
#@ message no-proc
cd /root/dock
echo 'mount -t tmpfs proc /srv/dock/$name/rootfs/proc' > inside/5-mounts
./dock {{name}} sh
