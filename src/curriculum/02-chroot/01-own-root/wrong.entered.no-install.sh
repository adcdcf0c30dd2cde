#@ typed
#@ message no-shell
mkdir -p /srv/{{room}}/bin
cp /usr/bin/busybox /srv/{{room}}/bin
chroot /srv/{{room}} /bin/sh
