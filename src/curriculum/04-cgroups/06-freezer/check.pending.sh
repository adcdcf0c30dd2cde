ice=/sys/fs/cgroup/$group/ice
[ -d "$ice" ] || fail absent
frozen=0
while read -r name value; do [ "$name" = frozen ] && frozen=$value; done < "$ice/cgroup.events"
read -r pid < "$ice/cgroup.procs" || fail empty
saw pid "$pid"
[ "$frozen" = 1 ] || fail thawed
other=
while read -r pid; do
  while read -r name value; do
    [ "$name" = ShdPnd: ] && break
  done < "/proc/$pid/status"
  saw pid "$pid"
  saw pending "$value"
  case $value in
    # Bit 14 counted from 0 is signal 15.
    *[4567cdef]???) exit 0 ;;
    *[1-9a-f]*) other=1 ;;
  esac
done < "$ice/cgroup.procs"
[ -n "$other" ] && fail othersignal
fail nosignal
