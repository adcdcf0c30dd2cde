#@ typed
#@ message missing
unshare --mount bash
mkdir -p /mnt/{{shelf}}
mount --bind /mnt/{{shelf}} /mnt
