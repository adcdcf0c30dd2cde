#@ message elsewhere
# A real chroot, but into another directory than the one asked for.
mkdir -p "/srv/$room/bin" /srv/other/bin
for root in "/srv/$room" /srv/other; do
  cp /usr/bin/busybox "$root/bin"
  ln "$root/bin/busybox" "$root/bin/sh"
done
chroot /srv/other /bin/busybox sleep 1000 > /dev/null 2>&1 &
