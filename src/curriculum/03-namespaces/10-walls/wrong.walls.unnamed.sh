#@ typed
#@ message unnamed
unshare --mount --uts --ipc --net --pid --cgroup --fork --mount-proc bash
PS1='root@{{host}}:\w# '
