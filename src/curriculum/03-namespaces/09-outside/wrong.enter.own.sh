#@ typed
#@ message nobody
unshare --mount --uts --ipc --net --pid --fork --mount-proc bash
hostname {{other}}
exec -a sleep bash
