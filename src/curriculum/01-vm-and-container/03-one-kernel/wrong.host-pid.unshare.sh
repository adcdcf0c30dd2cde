#@ typed
#@ message outside
unshare --fork --pid --mount --uts --ipc --net chroot /root/box /bin/sh
#@ terminal 2
pgrep -x unshare > /root/container-pid
