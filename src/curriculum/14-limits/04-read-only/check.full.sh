b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail none
set -- $($b stat -f -c '%T %b %a %S' "/proc/$pid/root/tmp")
[ $# = 4 ] || fail none
[ "$1 $(($2 * $4))" = "tmpfs $((room * 1048576))" ] || fail no-tmp
saw free "$(($3 * $4 / 1024))"
[ "$3" = 0 ] || fail space
exit 0
