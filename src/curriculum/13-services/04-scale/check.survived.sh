b=/usr/lib/drydock/busybox
# One look at all of them: each line is the path of a record, and what was found in it. The name comes last.
found=$($b grep -HsoE '"IPAddress":"[0-9.]+"|"Name":"/(api[1-3]|web)"' /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail web
first= other= web= tables=
for line in $found; do
  case $line in *:'"IPAddress":"'*) ip=${line##*:\"} && continue ;; esac
  id=${line%%/config.v2.json:*}
  read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs" || continue
  case $line in
    */web\"*) web=$pid address=${ip%\"} ;;
    */api1\"*) first=$pid ;;
    *) other=$pid tables="$tables /proc/$pid/net/tcp" ;;
  esac
done
[ -n "$web" ] || fail web
saw pid "$first"
[ -z "$first" ] || fail up
[ -n "$other" ] || fail none-left
saw pid "$other"
# Who hangs up first keeps the connection in mind for a minute; 1F90 is port 8080.
$b grep -q ':1F90 0[16]' "/proc/$web/net/tcp" && exit 0
# As the kernel writes an address on this processor: the last number first.
client=$(IFS=. && set -- $address && printf '%02X%02X%02X%02X' "$4" "$3" "$2" "$1")
$b grep -qs ":1F90 $client:[0-9A-F]* 0[16]" $tables || fail unasked
exit 0
