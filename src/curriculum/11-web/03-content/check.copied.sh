b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
page=usr/share/nginx/html/index.html
record=$($b grep -ls "\"Name\":\"/$first\"" "$docker"/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
saw pid "$pid"
[ -f "/proc/$pid/root/$page" ] || fail absent
$b grep -q "$word" "/proc/$pid/root/$page" || fail old
read -r layer < "$docker/image/overlay2/layerdb/mounts/$id/mount-id"
[ -f "$docker/overlay2/$layer/diff/$page" ] || fail elsewhere
saw upper "${layer%"${layer#????????????}"}"
exit 0
