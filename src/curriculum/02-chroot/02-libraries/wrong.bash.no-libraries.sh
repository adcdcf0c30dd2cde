#@ typed
#@ message missing-library
cp /usr/bin/bash /srv/{{room}}/bin
chroot /srv/{{room}} /bin/bash
