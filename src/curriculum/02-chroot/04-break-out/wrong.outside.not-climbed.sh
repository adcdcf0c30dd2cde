#@ typed
#@ message climb
chroot /srv/{{room}} /bin/sh
#@ expect / #
mkdir /hole
#@ expect / #
nsenter -r/hole -w/ bin/sh
#@ expect built-in
