#@ typed
#@ message no-proc
chroot /srv/{{room}} /bin/bash
#@ expect bash-5.2#
mkdir -p /proc/1
#@ expect bash-5.2#
ps
#@ expect bash-5.2#
