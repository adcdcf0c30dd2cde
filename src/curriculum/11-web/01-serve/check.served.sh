b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls "\"Name\":\"/$first\"" "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
read -r names < "$docker/image/overlay2/repositories.json"
image=${names#*'"nginx:latest":"sha256:'}
read -r config < "$record"
case $config in *"\"Image\":\"sha256:${image%%\"*}\""*) ;; *) fail other-image ;; esac
[ "/proc/$pid/ns/net" -ef /proc/1/ns/net ] && fail host
read -r settings < "${record%/*}/hostconfig.json"
case $settings in *"\"HostPort\":\"$port\""*) ;; *) fail unpublished ;; esac
$b wget -T 2 -q -O /dev/null "http://127.0.0.1:$port/" || fail silent
exit 0
