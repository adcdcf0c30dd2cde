#@ task look
chroot /srv/{{room}} /bin/bash
#@ expect bash-5.2#
mkdir /proc
#@ expect bash-5.2#
mount -t proc proc /proc
#@ expect bash-5.2#
#@ task kill
kill $(pidof sleep)
#@ expect bash-5.2#
