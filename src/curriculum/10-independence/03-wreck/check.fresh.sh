b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls "\"Name\":\"/$third\"" "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
read -r names < "$docker/image/overlay2/repositories.json"
image=${names#*'"busybox:latest":"sha256:'}
image=${image%%\"*}
read -r config < "$record"
case $config in *"\"Image\":\"sha256:$image\""*) ;; *) fail other-image ;; esac
# The program is the image's: nobody has put it there afterwards.
read -r layer < "$docker/image/overlay2/layerdb/mounts/$id/mount-id"
[ -x "/proc/$pid/root/bin/busybox" ] && [ ! -e "$docker/overlay2/$layer/diff/bin" ] || fail patched
saw image "${image%"${image#????????????}"}"
exit 0
