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
container_of "$first"
[ -f "$root/note" ] || fail first
[ -f "$upper/note" ] || fail in-image
read -r text < "$upper/note"
saw text "$text"
[ "$text" = "$word" ] || fail first-text
saw one "${layer%"${layer#????????????}"}"
container_of "$second"
[ -f "$root/note" ] || fail second
[ -f "$upper/note" ] || fail in-image
read -r text < "$upper/note"
saw text "$text"
[ "$text" = "$other" ] || fail second-text
saw two "${layer%"${layer#????????????}"}"
exit 0
