#@ task entered
mkdir -p /srv/{{room}}/bin
cp /usr/bin/busybox /srv/{{room}}/bin
/srv/{{room}}/bin/busybox --install /srv/{{room}}/bin
chroot /srv/{{room}} /bin/sh
#@ expect / #
