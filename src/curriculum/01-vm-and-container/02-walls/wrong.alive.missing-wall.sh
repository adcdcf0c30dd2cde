#@ typed
#@ message wall
mkdir -p /root/box/bin /root/box/proc
cp /bin/busybox /root/box/bin/
chroot /root/box /bin/busybox --install -s /bin
unshare --fork --pid --mount --uts --ipc chroot /root/box /bin/sh
