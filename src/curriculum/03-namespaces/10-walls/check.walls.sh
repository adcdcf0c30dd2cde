b=/usr/lib/drydock/busybox
verdict=none
for candidate in $(pids_outside pid); do
  while read -r key numbers; do
    [ "$key" != NSpid: ] || break
  done < "/proc/$candidate/status"
  [ "${numbers##*[!0-9]}" = 1 ] || continue
  missing=''
  for kind in mnt uts ipc net cgroup; do
    [ "/proc/$candidate/ns/$kind" -ef "/proc/1/ns/$kind" ] && missing="$missing $kind"
  done
  # One that is nearer to the goal has been described already.
  [ "$verdict" = none ] || [ -z "$missing" ] || continue
  saw pid "$candidate"
  if [ -n "$missing" ]; then
    saw seen "${missing# }"
    verdict=missing
    continue
  fi
  verdict=hostproc
  [ "/proc/$candidate/root/proc/1/ns/pid" -ef "/proc/$candidate/ns/pid" ] || continue
  name=$($b nsenter -t "$candidate" -u $b hostname)
  saw seen "$name"
  [ "$name" != "$host" ] || exit 0
  verdict=unnamed
done 2>/dev/null
case $verdict in
  none) fail none ;;
  missing) fail missing ;;
  hostproc) fail hostproc ;;
  *) fail unnamed ;;
esac
