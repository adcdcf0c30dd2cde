#@ task attempt
unshare --mount
mount --bind /srv/{{room}} /srv/{{room}}
cd /srv/{{room}}
pivot_root . old
exec /bin/bash
#@ expect bash-5.2#
umount -l /old
#@ expect bash-5.2#
mkdir -p /hole
#@ expect bash-5.2#
nsenter -r/hole -w/ bin/sh
#@ expect  #
cd ../..
#@ expect  #
