b=/usr/lib/drydock/busybox
# /proc/sysvipc shows the IPC namespace of whoever reads it: here the initial one.
while read -r _ id _ size _; do
  [ "$size" = "$bytes" ] || continue
  saw shmid "$id"
  fail outside
done < /proc/sysvipc/shm
verdict=none
nearest=''
for candidate in $(pids_outside ipc); do
  # The children of a shell that was looked at live in the same namespace.
  [ "/proc/$candidate/ns/ipc" -ef "/proc/$nearest/ns/ipc" ] && continue
  segments=$($b nsenter -t "$candidate" -i $b cat /proc/sysvipc/shm 2>/dev/null) || continue
  nearest=$candidate
  [ "$verdict" != none ] || {
    verdict=empty
    saw pid "$candidate"
    saw ns "$($b stat -Lc %i "/proc/$candidate/ns/ipc")"
  }
  while read -r key _ _ size _; do
    [ "${key:-key}" != key ] || continue
    verdict=size
    saw pid "$candidate"
    saw ns "$($b stat -Lc %i "/proc/$candidate/ns/ipc")"
    saw seen "$size"
    [ "$size" != "$bytes" ] || exit 0
  done <<LIST
$segments
LIST
done
case $verdict in
  none) fail none ;;
  empty) fail empty ;;
  *) fail size ;;
esac
