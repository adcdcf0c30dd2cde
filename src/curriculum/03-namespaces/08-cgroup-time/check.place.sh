[ -e "/sys/fs/cgroup/$slice/cgroup.procs" ] || fail nogroup
looked=' '
verdict=none
for candidate in $(pids_outside cgroup); do
  path=$(cgroup_of "$candidate") || continue
  world=$(ns_of "$candidate" cgroup) || continue
  case $looked in *" $world $path "*) continue ;; esac
  looked="$looked$world $path "
  if [ "$path" != "/$slice" ]; then
    [ "$verdict" = none ] || continue
    verdict=elsewhere
    saw pid "$candidate"
    saw path "$path"
    continue
  fi
  verdict=order
  # The path as it reads from within that namespace.
  inside=$(nsenter -t "$candidate" -C cat "/proc/$candidate/cgroup" 2>/dev/null)
  saw pid "$candidate"
  saw path "$path"
  saw ns "$world"
  saw seen "${inside#0::}"
  [ "$inside" != 0::/ ] || exit 0
done
case $verdict in
  none) fail none ;;
  elsewhere) fail elsewhere ;;
  *) fail order ;;
esac
