#@ typed
#@ message still-there
unshare --mount
mount --bind /srv/{{room}} /srv/{{room}}
cd /srv/{{room}}
mkdir old
pivot_root . old
exec /bin/bash
#@ expect bash-5.2#
umount /old
#@ expect bash-5.2#
