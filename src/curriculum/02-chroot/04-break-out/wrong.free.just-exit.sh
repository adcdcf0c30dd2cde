#@ typed
#@ message not-inside
chroot /srv/{{room}} /bin/sh
#@ expect / #
exit
