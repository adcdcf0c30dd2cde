#@ task memory
ipcmk -M 1000
unshare --ipc bash
ipcmk -M {{bytes}}
ipcs -m
