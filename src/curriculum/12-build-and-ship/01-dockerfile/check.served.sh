b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls "\"Name\":\"/$app\"" "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
image_of "$app:1" || fail other-image
# The shell itself would read it letter by letter.
config=$($b cat "$record")
case $config in *"\"Image\":\"sha256:$id\""*) ;; *) fail other-image ;; esac
[ "/proc/$pid/ns/net" -ef /proc/1/ns/net ] && fail unpublished
case $config in *"\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"$port\"}"*) ;; *) fail unpublished ;; esac
# In the container's own network, state 0A is LISTEN, and 0050 is port 80.
for family in tcp tcp6; do
  while read -r _ where _ state _; do
    case $where-$state in *:0050-0A) exit 0 ;; esac
  done < "/proc/$pid/net/$family"
done
fail silent
