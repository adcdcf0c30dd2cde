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
answer=$($b wget -T 2 -q -O - "http://127.0.0.1:$side/") || fail silent
[ "$answer" = "$($b cat "/proc/$pid/root/usr/share/nginx/html/index.html")" ] || fail other-page
exit 0
