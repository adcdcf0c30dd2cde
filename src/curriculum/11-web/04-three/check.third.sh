b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls "\"Name\":\"/$third\"" "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
read -r names < "$docker/image/overlay2/repositories.json"
image=${names#*'"nginx:latest":"sha256:'}
image=${image%%\"*}
read -r config < "$record"
case $config in *"\"Image\":\"sha256:$image\""*) ;; *) fail other-image ;; esac
[ "/proc/$pid/ns/net" -ef /proc/1/ns/net ] && fail unpublished
read -r settings < "${record%/*}/hostconfig.json"
case $settings in *"\"HostPort\":\"$port3\""*) ;; *) fail unpublished ;; esac
[ "/proc/$pid/root/usr/share/nginx/html" -ef "/proc/1/root/srv/$third" ] || fail not-mounted
page=$($b wget -T 2 -q -O - "http://127.0.0.1:$port3/") || fail silent
case $page in *"$word3"*) ;; *) fail other-page ;; esac
saw image "${image%"${image#????????????}"}"
exit 0
