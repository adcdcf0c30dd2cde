b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
group=/sys/fs/cgroup/docker/$id
read -r pid < "$group/cgroup.procs" || fail idle
read -r limit < "$group/pids.max" || fail idle
saw limit "$limit"
[ "$limit" != max ] || fail unlimited
[ "$limit" = "$pids" ] || fail other
exit 0
