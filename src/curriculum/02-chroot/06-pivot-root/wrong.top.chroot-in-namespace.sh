#@ typed
#@ message still-chroot
unshare --mount
mount --bind /srv/{{room}} /srv/{{room}}
chroot /srv/{{room}} /bin/bash
#@ expect bash-5.2#
