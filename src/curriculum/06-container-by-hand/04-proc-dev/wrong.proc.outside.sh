#@ typed
#@ message host-proc
# A bind mount shows the machine's processes, whoever looks at it.
cd /root/dock
echo 'mount --bind /proc /srv/dock/$name/rootfs/proc' > inside/5-mounts
./dock {{name}} sh
