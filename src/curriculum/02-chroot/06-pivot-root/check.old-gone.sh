jail=/proc/1/root/srv/$room
# What the machine's root is on, as major:minor.
while read -r _ _ device _ point _; do
  [ "$point" = / ] && machine=$device
done < /proc/1/mountinfo
worst=
for pid in $(pids_outside mnt); do
  [ "/proc/$pid/root" -ef "$jail" ] || continue
  [ "/proc/$pid/root/." -ef "/proc/$pid/root/.." ] || continue
  mounts=0
  left=0
  top=
  while read -r _ _ device _ point _; do
    mounts=$((mounts + 1))
    if [ "$point" = / ]; then
      top=$device
    elif [ "$device" = "$machine" ] || [ "$device" = "$top" ]; then
      left=$((left + 1))
      [ "$left" = 1 ] && first=$point
    fi
  done < "/proc/$pid/mountinfo"
  if [ "$left" = 0 ]; then
    saw pid "$pid"
    saw mounts "$mounts"
    exit 0
  fi
  worst=$pid
done
[ -n "$worst" ] || fail not-pivoted
saw pid "$worst"
saw point "$first"
saw count "$left"
fail still-there
