#@ typed
#@ message image-damaged
cd /srv/layers
chroot tiny /bin/sh
#@ expect / #
rm -rf /bin
#@ expect / #
