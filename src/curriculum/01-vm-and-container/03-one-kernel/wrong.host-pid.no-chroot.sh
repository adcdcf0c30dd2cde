#@ typed
#@ message other
unshare --fork --pid --mount --uts --ipc --net bash
#@ terminal 2
lsns -n -t pid -o PID | tail -n 1 | tr -d ' ' > /root/container-pid
