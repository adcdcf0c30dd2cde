#@ typed
#@ message hostproc
unshare --mount --uts --ipc --net --pid --cgroup --fork bash
hostname {{host}}
