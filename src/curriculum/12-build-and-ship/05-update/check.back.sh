# On the second machine.
b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
db=$docker/image/overlay2
name=registry.lab:5000/$team/$app
image_of "$name:2" || fail never
new=$id
image_of "$name:1" || fail no-old
saw id "${id%"${id#????????????}"}"
record=$($b grep -ls "\"Name\":\"/$app\"" "$docker"/containers/*/config.v2.json) || fail none
container=${record%/*}
container=${container##*/}
read -r pid < "/sys/fs/cgroup/docker/$container/cgroup.procs" || fail idle
saw pid "$pid"
# The shell itself would read it letter by letter.
config=$($b cat "$record")
case $config in
  *"\"Image\":\"sha256:$id\""*) ;;
  *"\"Image\":\"sha256:$new\""*) fail new ;;
  *) fail other-image ;;
esac
# A container's layer is noted once, when it is made: that of version 1 must have been made after version 2 had come.
[ "$db/layerdb/mounts/$container/mount-id" -nt "$db/imagedb/content/sha256/$new" ] || fail early
case $config in *"\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"$port\"}"*) exit 0 ;; esac
fail unpublished
