#@ typed
#@ message none
unshare --mount
mount -t overlay overlay -o lowerdir=/srv/web:/srv/base /mnt
cd /mnt
pivot_root . .
exec sh
#@ expect / #
