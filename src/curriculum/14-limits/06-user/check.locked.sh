b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail none
saw pid "$pid"
set -- $($b grep -E '^(NoNewPrivs|Seccomp):' "/proc/$pid/status")
[ "$2" = 1 ] || fail gains
[ "$4" = 2 ] || fail unfiltered
exit 0
