#@ typed
#@ message other-processes
mkdir /srv/{{room}}/proc
unshare --pid --fork chroot /srv/{{room}} /bin/sh -c 'mount -t proc proc /proc; exec /bin/bash'
#@ expect bash-5.2#
