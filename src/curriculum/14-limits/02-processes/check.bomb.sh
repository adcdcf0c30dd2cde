b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
group=/sys/fs/cgroup/docker/$id
read -r pid < "$group/cgroup.procs" || fail none
read -r limit < "$group/pids.max" || fail none
read -r peak < "$group/pids.peak"
read -r _ refused < "$group/pids.events"
saw limit "$limit"
saw peak "$peak"
saw refused "$refused"
[ "$limit" = "$pids" ] || fail no-limit
[ "$refused" != 0 ] || fail calm
exit 0
