#@ typed
#@ message shared-pids
unshare --mount
mount --bind /srv/{{room}} /srv/{{room}}
cd /srv/{{room}}
mkdir old
pivot_root . old
exec /bin/sh
#@ expect / #
umount -l /old
#@ expect / #
