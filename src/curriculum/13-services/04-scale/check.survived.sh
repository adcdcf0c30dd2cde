b=/usr/lib/drydock/busybox
# One look at all of them: each line is the path of a record, and what was found in it.
found=$($b grep -soE '"Name":"/(api[1-3]|web)"' /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail web
first= other= web=
for line in $found; do
  id=${line%%/config.v2.json:*}
  read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs" || continue
  case $line in
    */web\"*) web=$pid ;;
    */api1\"*) first=$pid ;;
    *) other=$pid ;;
  esac
done
[ -n "$web" ] || fail web
saw pid "$first"
[ -z "$first" ] || fail up
[ -n "$other" ] || fail none-left
saw pid "$other"
# Who hangs up first keeps the connection in mind for a minute; 1F90 is port 8080.
$b grep -q ':1F90 0[16]' "/proc/$web/net/tcp" || fail unasked
exit 0
