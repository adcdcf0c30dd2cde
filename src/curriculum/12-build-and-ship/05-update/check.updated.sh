# On the second machine.
b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
name=registry.lab:5000/$team/$app
record=$($b grep -ls "\"Name\":\"/$app\"" "$docker"/containers/*/config.v2.json) || fail none
container=${record%/*}
container=${container##*/}
read -r pid < "/sys/fs/cgroup/docker/$container/cgroup.procs" || fail idle
saw pid "$pid"
# The shell itself would read it letter by letter.
config=$($b cat "$record")
if image_of "$name:1"; then
  case $config in *"\"Image\":\"sha256:$id\""*) fail old ;; esac
fi
image_of "$name:2" || fail other-image
saw id "${id%"${id#????????????}"}"
case $config in *"\"Image\":\"sha256:$id\""*) ;; *) fail other-image ;; esac
# Docker notes with an image when it gave it a name; what was only pulled was given none here.
[ ! -e "$docker/image/overlay2/imagedb/metadata/sha256/$id/lastUpdated" ] || fail made-here
case $config in *"\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"$port\"}"*) ;; *) fail unpublished ;; esac
[ -f "/proc/$pid/root/www/index.html" ] || fail other-page
text=
read -r text < "/proc/$pid/root/www/index.html" || :
case $text in *"$word2"*) exit 0 ;; esac
fail other-page
