#@ typed
#@ message not-free
chroot /srv/{{room}} /bin/bash
#@ expect bash-5.2#
mkdir -p etc && echo drydock > /etc/hostname && PS1='root@drydock:/# ' bash --norc
