#@ typed
#@ message inside
unshare --fork --pid --mount --uts --ipc --net chroot /root/box /bin/sh
#@ terminal 2
echo 1 > /root/container-pid
