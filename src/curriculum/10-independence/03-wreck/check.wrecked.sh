b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
# container_of NAME: sets $root, what the container sees, and $upper, what it has written itself.
container_of() {
  record=$($b grep -ls "\"Name\":\"/$1\"" "$docker"/containers/*/config.v2.json) || fail gone
  id=${record%/*}
  id=${id##*/}
  read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
  read -r layer < "$docker/image/overlay2/layerdb/mounts/$id/mount-id"
  root=/proc/$pid/root
  upper=$docker/overlay2/$layer/diff
}
# From the name to the image, from the image to its only layer.
image_of busybox:latest || fail gone
read -r config < "$docker/image/overlay2/imagedb/content/sha256/$id"
rest=${config#*'"diff_ids":["sha256:'}
read -r layer < "$docker/image/overlay2/layerdb/sha256/${rest%%\"*}/cache-id"
[ -x "$docker/overlay2/$layer/diff/bin/busybox" ] || fail in-image
container_of "$second"
[ -x "$root/bin/busybox" ] || fail second
container_of "$first"
saw pid "$pid"
[ ! -e "$root/bin/busybox" ] || fail there
# A mark for the directory, or one for the program in it.
[ -c "$upper/bin" ] || [ -c "$upper/bin/busybox" ] || fail covered
exit 0
