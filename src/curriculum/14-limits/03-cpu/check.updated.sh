b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
group=/sys/fs/cgroup/docker/$id
read -r pid < "$group/cgroup.procs" || fail idle
saw pid "$pid"
read -r quota period < "$group/cpu.max" || fail idle
saw quota "$quota"
saw period "$period"
[ "$quota $period" != "${percent}000 100000" ] || fail before
[ "$quota $period" = "${more}000 100000" ] || fail other
# What Docker has written down by now, and what the runtime was told when it started the container.
set -- $($b grep -ohE '"(NanoCpus|quota)":[0-9]+' "${record%/*}/hostconfig.json" "/proc/1/root/run/containerd/io.containerd.runtime.v2.task/moby/$id/config.json")
[ "$1" = "\"NanoCpus\":${more}0000000" ] || fail by-hand
[ "$2" = "\"quota\":${percent}000" ] || fail anew
exit 0
