b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
data=$docker/volumes/$volume/_data
[ -d "$data" ] || fail none
[ -f "$data/note" ] || fail empty
read -r text < "$data/note"
saw text "$text"
[ "$text" = "$word" ] || fail other-text
record=$($b grep -ls "\"Name\":\"/$third\"" "$docker"/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
saw pid "$pid"
[ "/proc/$pid/root/data" -ef "$data" ] || fail not-mounted
# Docker writes this file when it makes a container, and never again.
[ "$data/note" -ot "$docker/image/overlay2/layerdb/mounts/$id/mount-id" ] || fail same-container
exit 0
