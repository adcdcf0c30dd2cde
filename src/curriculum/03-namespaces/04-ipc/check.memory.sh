# /proc/sysvipc shows the IPC namespace of whoever reads it: here the initial one.
while read -r _ id _ size _; do
  [ "$size" = "$bytes" ] || continue
  saw shmid "$id"
  fail outside
done < /proc/sysvipc/shm
looked=' '
verdict=none
for candidate in $(pids_outside ipc); do
  world=$(ns_of "$candidate" ipc)
  case $looked in *" $world "*) continue ;; esac
  looked="$looked$world "
  segments=$(nsenter -t "$candidate" -i cat /proc/sysvipc/shm 2>/dev/null) || continue
  [ "$verdict" = size ] || { verdict=empty; saw pid "$candidate"; saw ns "$world"; }
  while read -r key _ _ size _; do
    [ "${key:-key}" != key ] || continue
    verdict=size
    saw pid "$candidate"
    saw ns "$world"
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
