#@ typed
#@ message size
unshare --ipc bash
ipcmk -M 1000
