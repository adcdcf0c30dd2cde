b=/usr/lib/drydock/busybox
[ -e "/sys/fs/cgroup/$slice/cgroup.procs" ] || fail nogroup
verdict=none
nearest=''
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
  # The path as it reads from within that namespace.
  inside=$(nsenter -t "$candidate" -C $b cat "/proc/$candidate/cgroup")
  saw pid "$candidate"
  saw path "$path"
  saw seen "${inside#0::}"
  [ "$inside" = 0::/ ] || continue
  saw ns "$($b stat -Lc %i "/proc/$candidate/ns/cgroup")"
  exit 0
done 2>/dev/null
case $verdict in
  none) fail none ;;
  elsewhere) fail elsewhere ;;
  *) fail order ;;
esac
