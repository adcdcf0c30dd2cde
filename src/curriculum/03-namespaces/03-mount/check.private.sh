b=/usr/lib/drydock/busybox
while read -r label where kind _; do
  [ "$label $where $kind" != "$shelf /mnt tmpfs" ] || fail outside
done < /proc/1/mounts
nearest=''
for candidate in $(pids_outside mnt); do
  nearest=$candidate
  while read -r label where kind _; do
    [ "$label $where $kind" = "$shelf /mnt tmpfs" ] || continue
    saw pid "$candidate"
    saw ns "$($b stat -Lc %i "/proc/$candidate/ns/mnt")"
    exit 0
  done < "/proc/$candidate/mounts"
done 2>/dev/null
[ -n "$nearest" ] || fail none
saw pid "$nearest"
saw ns "$($b stat -Lc %i "/proc/$nearest/ns/mnt")"
fail missing
