b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
outside=/proc/1/root/root/letter
[ -f "$outside" ] || fail lost
record=$($b grep -ls "\"Name\":\"/$first\"" "$docker"/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
inside=/proc/$pid/root/letter
[ -f "$inside" ] || fail absent
[ "$inside" -ef "$outside" ] && fail one-file
read -r layer < "$docker/image/overlay2/layerdb/mounts/$id/mount-id"
[ -f "$docker/overlay2/$layer/diff/letter" ] || fail elsewhere
read -r text < "$inside"
saw inside "$text"
[ "$text" != "$word" ] || fail same
[ "$text" = "$other" ] || fail other-text
read -r text < "$outside"
saw outside "$text"
[ "$text" = "$word" ] || fail lost
exit 0
