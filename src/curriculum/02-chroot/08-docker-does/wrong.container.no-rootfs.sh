#@ typed
#@ message no-container
mkdir /srv/bundle
cd /srv/bundle
crun spec
mkdir rootfs
crun run {{room}}
