#@ task container
mkdir /srv/bundle
cd /srv/bundle
crun spec
ln -s /srv/{{room}} rootfs
strace -f -o trace -e trace=chroot,pivot_root,umount2 crun run {{room}}
#@ expect ~ #
