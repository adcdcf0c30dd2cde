# The container's files, for those who did not come through the previous step.
busybox=/usr/lib/drydock/busybox
mkdir -p /root/box/bin /root/box/proc
[ -x /root/box/bin/busybox ] || cp "$busybox" /root/box/bin/busybox
[ -e /root/box/bin/sh ] || chroot /root/box /bin/busybox --install -s /bin
