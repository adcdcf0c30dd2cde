#@ typed
#@ message spilled
unshare --pid --fork bash
mount -t proc proc /proc
ps
