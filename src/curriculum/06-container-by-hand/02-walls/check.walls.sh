b=/usr/lib/drydock/busybox
verdict=none
for candidate in $(pids_outside pid); do
  while read -r key numbers; do
    [ "$key" != NSpid: ] || break
  done < "/proc/$candidate/status"
  [ "${numbers##*[!0-9]}" = 1 ] || continue
  missing=
  for kind in mnt uts ipc cgroup; do
    [ "/proc/$candidate/ns/$kind" -ef "/proc/1/ns/$kind" ] && missing="$missing $kind"
  done
  # One that is nearer to the goal has been described already.
  [ "$verdict" = none ] || [ -z "$missing" ] || continue
  saw pid "$candidate"
  if [ -n "$missing" ]; then
    saw missing "${missing# }"
    verdict=missing
    continue
  fi
  seen=$($b nsenter -t "$candidate" -u $b hostname)
  saw seen "$seen"
  verdict=unnamed
  [ "$seen" = "$name" ] && exit 0
done 2> /dev/null
case $verdict in
  missing) fail missing ;;
  unnamed) fail unnamed ;;
esac
fail none
