#@ typed
#@ message empty
unshare --ipc bash
head -c {{bytes}} /dev/zero > /dev/shm/{{bytes}}
