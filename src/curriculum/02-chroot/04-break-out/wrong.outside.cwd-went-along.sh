#@ typed
#@ message within
chroot /srv/{{room}} /bin/sh
#@ expect / #
mkdir -p /hole/bin && ln /bin/busybox /hole/bin/sh
#@ expect / #
chroot /hole /bin/sh
#@ expect built-in
