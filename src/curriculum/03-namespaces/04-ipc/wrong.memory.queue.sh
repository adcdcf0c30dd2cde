#@ typed
#@ message empty
unshare --ipc bash
ipcmk -Q
