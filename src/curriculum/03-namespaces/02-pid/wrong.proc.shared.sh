#@ typed
#@ message hostproc
unshare --pid --fork bash
ls /proc
