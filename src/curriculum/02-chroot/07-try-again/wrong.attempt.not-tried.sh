#@ typed
#@ message no-attempt
unshare --mount
mount --bind /srv/{{room}} /srv/{{room}}
cd /srv/{{room}}
pivot_root . old
exec /bin/bash
#@ expect bash-5.2#
umount -l /old
#@ expect bash-5.2#
echo "there is no further up"
#@ expect bash-5.2#
