b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
set -- $($b grep -E '^Uid:' "/proc/$pid/status")
saw who "$3"
[ "$3" != 0 ] || fail root
[ "$2 $3 $4 $5" = "$uid $uid $uid $uid" ] || fail other
exit 0
