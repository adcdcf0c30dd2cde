b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$name\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
# The root is the first mount of the container; its options name the writable layer.
read -r mount < "/proc/$pid/mountinfo"
upper=${mount#*upperdir=}
upper=${upper%%,*}
saw upper "$upper"
[ -f "/proc/$pid/root/note" ] || fail absent
read -r text < "/proc/$pid/root/note"
saw text "$text"
[ "$text" = "$word" ] || fail other
[ -f "/proc/1/root$upper/note" ] || fail in-image
exit 0
