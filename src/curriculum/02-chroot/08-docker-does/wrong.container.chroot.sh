#@ typed
#@ message chroot-only
chroot /srv/{{room}} /bin/sh
#@ expect / #
