b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
copy=${mono}2
record=$($b grep -ls "\"Name\":\"/$copy\"" "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
read -r bytes < "/sys/fs/cgroup/docker/$id/memory.current"
saw mib "$((bytes / 1048576))"
# The shell itself would read it letter by letter.
config=$($b cat "$record")
[ "/proc/$pid/ns/net" -ef /proc/1/ns/net ] && fail unpublished
case $config in *"\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"$port2\"}"*) ;; *) fail unpublished ;; esac
[ "/proc/$pid/root/app/start" -ef "/proc/1/root/srv/$app/mono/start" ] || fail not-mounted
# In the container's own network, state 0A is LISTEN, and 0CEA is MariaDB's 3306.
while read -r _ where _ state _; do
  case $where-$state in *:0CEA-0A) exit 0 ;; esac
done < "/proc/$pid/net/tcp"
fail no-database
