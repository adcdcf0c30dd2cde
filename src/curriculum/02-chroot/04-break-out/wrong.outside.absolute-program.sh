#@ typed
#@ message no-second-root
chroot /srv/{{room}} /bin/sh
#@ expect / #
mkdir /hole
#@ expect / #
nsenter -r/hole -w/ /bin/sh
#@ expect No such file
