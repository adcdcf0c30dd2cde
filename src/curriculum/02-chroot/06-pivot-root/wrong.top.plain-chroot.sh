#@ typed
#@ message chroot-only
chroot /srv/{{room}} /bin/bash
#@ expect bash-5.2#
