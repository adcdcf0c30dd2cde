#@ typed
#@ message missing-library
cp /usr/bin/bash /srv/{{room}}/bin
cp --parents /lib/ld-linux.so.2 /lib/i386-linux-gnu/libc.so.6 /srv/{{room}}
chroot /srv/{{room}} /bin/bash
