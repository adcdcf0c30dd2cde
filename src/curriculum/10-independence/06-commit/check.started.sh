b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls "\"Name\":\"/$third\"" "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
read -r names < "$docker/image/overlay2/repositories.json"
image=${names#*"\"$app:latest\":\"sha256:"}
[ "$image" != "$names" ] || fail other-image
read -r config < "$record"
case $config in *"\"Image\":\"sha256:${image%%\"*}\""*) ;; *) fail other-image ;; esac
# The note has come with the image: it is seen, and was not written here.
[ -f "/proc/$pid/root/note" ] || fail without
read -r layer < "$docker/image/overlay2/layerdb/mounts/$id/mount-id"
[ ! -e "$docker/overlay2/$layer/diff/note" ] || fail written
exit 0
