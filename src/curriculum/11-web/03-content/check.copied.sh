b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls "\"Name\":\"/$first\"" "$docker"/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
saw pid "$pid"
read -r settings < "${record%/*}/hostconfig.json"
case $settings in *"\"HostPort\":\"$port\""*) ;; *) fail unpublished ;; esac
page=$($b wget -T 2 -q -O - "http://127.0.0.1:$port/") || fail silent
case $page in *"$word"*) ;; *) fail old ;; esac
read -r layer < "$docker/image/overlay2/layerdb/mounts/$id/mount-id"
[ -f "$docker/overlay2/$layer/diff/usr/share/nginx/html/index.html" ] || fail elsewhere
saw upper "${layer%"${layer#????????????}"}"
exit 0
