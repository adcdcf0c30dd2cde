#@ typed
#@ message none
mkdir -p /root/box/bin /root/box/proc
cp /bin/busybox /root/box/bin/
chroot /root/box /bin/busybox --install -s /bin
chroot /root/box /bin/sh
