#@ typed
#@ message root
mkdir -p /root/box/bin /root/box/proc
unshare --fork --pid --mount --uts --ipc --net bash
