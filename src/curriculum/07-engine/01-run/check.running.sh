b=/usr/lib/drydock/busybox
# Docker's own record of the name, then the process in the kernel.
record=$($b grep -ls "\"Name\":\"/$name\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
saw id "${id%"${id#????????????}"}"
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
[ "/proc/$pid/ns/pid" -ef /proc/1/ns/pid ] && fail no-walls
exit 0
