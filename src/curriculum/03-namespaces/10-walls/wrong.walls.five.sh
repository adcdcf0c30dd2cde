#@ typed
#@ message missing
unshare --mount --uts --ipc --pid --cgroup --fork --mount-proc bash
hostname {{host}}
