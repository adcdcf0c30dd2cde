#@ typed
#@ message outside
unshare --mount --propagation unchanged bash
mount -t tmpfs {{shelf}} /mnt
