#@ typed
#@ message not-entered
mkdir -p /srv/{{room}}/bin
cp /usr/bin/busybox /srv/{{room}}/bin
/srv/{{room}}/bin/busybox --install /srv/{{room}}/bin
cd /srv/{{room}}
bin/sh
#@ expect #
