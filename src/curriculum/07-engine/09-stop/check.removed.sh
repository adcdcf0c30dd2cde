b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
if record=$($b grep -ls "\"Name\":\"/$name\"" "$docker"/containers/*/config.v2.json); then
  id=${record%/*}
  id=${id##*/}
  saw id "${id%"${id#????????????}"}"
  read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail there
  saw pid "$pid"
  fail running
fi
# Docker keeps a list of writable layers, too: one without a container was not removed by it.
for layer in "$docker"/image/overlay2/layerdb/mounts/*; do
  [ ! -d "$layer" ] || [ -d "$docker/containers/${layer##*/}" ] || fail torn
done
$b grep -q '"busybox:latest"' "$docker/image/overlay2/repositories.json" || fail image
exit 0
