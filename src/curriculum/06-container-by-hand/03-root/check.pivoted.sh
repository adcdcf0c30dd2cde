rootfs=/proc/1/root/srv/dock/$name/rootfs
# What the machine's root is on, as major:minor.
while read -r _ _ device _ point _; do
  [ "$point" = / ] && machine=$device
done < /proc/1/mountinfo
verdict=none
for pid in $(pids_outside pid); do
  if ! [ "/proc/$pid/root" -ef "$rootfs" ]; then
    [ "$verdict" = none ] || continue
    verdict=host-root
    saw pid "$pid"
    continue
  fi
  saw pid "$pid"
  # Only at the top of a mount namespace does .. lead back to itself.
  if ! [ "/proc/$pid/root/." -ef "/proc/$pid/root/.." ]; then
    verdict=chroot
    continue
  fi
  count=0
  left=0
  top=
  while read -r _ _ device _ point _; do
    count=$((count + 1))
    if [ "$point" = / ] && [ "$device" != "$machine" ]; then
      top=$device
    elif [ "$device" = "$machine" ]; then
      left=$((left + 1))
    fi
  done < "/proc/$pid/mountinfo"
  saw count "$count"
  [ "$left" = 0 ] && [ -n "$top" ] && exit 0
  verdict=still-there
done 2> /dev/null
case $verdict in
  host-root) fail host-root ;;
  chroot) fail chroot ;;
  still-there) fail still-there ;;
esac
fail none
