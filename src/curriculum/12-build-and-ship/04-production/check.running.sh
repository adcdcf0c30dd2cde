# On the second machine.
b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
name=registry.lab:5000/$team/$app
record=$($b grep -ls "\"Name\":\"/$app\"" "$docker"/containers/*/config.v2.json) || fail none
container=${record%/*}
container=${container##*/}
read -r pid < "/sys/fs/cgroup/docker/$container/cgroup.procs" || fail idle
saw pid "$pid"
image_of "$name:1" || fail other-image
saw id "${id%"${id#????????????}"}"
# The shell itself would read it letter by letter.
config=$($b cat "$record")
case $config in *"\"Image\":\"sha256:$id\""*) ;; *) fail other-image ;; esac
# Docker notes with an image when it gave it a name; what was only pulled was given none here.
[ ! -e "$docker/image/overlay2/imagedb/metadata/sha256/$id/lastUpdated" ] || fail made-here
case $_images in *"\"$name@sha256:"*) ;; *) fail made-here ;; esac
exit 0
