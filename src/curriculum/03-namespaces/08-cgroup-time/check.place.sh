b=/usr/lib/drydock/busybox
[ -e "/sys/fs/cgroup/$slice/cgroup.procs" ] || fail nogroup
verdict=none
nearest=''
look='read -r path < "/proc/$0/cgroup"; echo "$path"; exec '$b' stat -Lc %i "/proc/$0/ns/cgroup"'
for candidate in $(pids_outside cgroup); do
  read -r path < "/proc/$candidate/cgroup"
  path=${path#0::}
  if [ "$path" != "/$slice" ]; then
    [ "$verdict" = none ] || continue
    verdict=elsewhere
    saw pid "$candidate"
    saw path "$path"
    continue
  fi
  [ "/proc/$candidate/ns/cgroup" -ef "/proc/$nearest/ns/cgroup" ] && continue
  nearest=$candidate
  verdict=order
  # The path as it reads from within that namespace, and the namespace's number: one program after the other in one process.
  set -- $(nsenter -t "$candidate" -C $b sh -c "$look" "$candidate")
  saw pid "$candidate"
  saw path "$path"
  saw seen "${1#0::}"
  [ "$1" = 0::/ ] || continue
  saw ns "$2"
  exit 0
done 2>/dev/null
case $verdict in
  none) fail none ;;
  elsewhere) fail elsewhere ;;
  *) fail order ;;
esac
