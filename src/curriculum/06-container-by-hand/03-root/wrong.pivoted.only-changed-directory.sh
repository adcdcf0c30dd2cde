#@ typed
#@ message host-root
cd /root/dock
echo 'cd /srv/dock/$name/rootfs' > inside/9-root
./dock {{name}} sh
