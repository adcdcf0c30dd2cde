b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$first\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
saw pid "$pid"
# A server, a proxy, or Docker's own reservation would be seen here: state 0A is LISTEN.
hex=$(printf '%04X' "$side")
while read -r _ where _ state _; do
  case $where-$state in *:"$hex-0A") fail listener ;; esac
done < /proc/net/tcp
# Sets $number: how many connections the container's network has received so far. What follows is not read: it takes time.
count() {
  while read -r protocol _ _ _ _ _ number _; do
    case $protocol$number in Tcp:[0-9]*) return ;; esac
  done < "/proc/$pid/net/snmp"
}
count
before=$number
# One in which nothing is asked, since that would stand in the log.
$b nc -w 2 127.0.0.1 "$side" < /dev/null || fail silent
count
[ "$number" -gt "$before" ] || fail other-server
exit 0
