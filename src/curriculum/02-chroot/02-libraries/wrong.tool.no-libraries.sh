#@ typed
#@ message missing-library
cp --parents /usr/bin/{{tool}} /srv/{{room}}
chroot /srv/{{room}} /usr/bin/{{tool}} .
