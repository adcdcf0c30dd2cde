b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls '"Name":"/web"' "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
image_of nginx:latest || fail other-image
# The shell itself would read it letter by letter.
config=$($b cat "$record")
case $config in *"\"Image\":\"sha256:$id\""*) ;; *) fail other-image ;; esac
case $config in *"\"Networks\":{\"$net\":"*) ;; *) fail other-network ;; esac
case $config in *"\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"$port\"}"*) ;; *) fail unpublished ;; esac
[ "/proc/$pid/root/etc/nginx/conf.d" -ef "/proc/1/root/srv/$app/web" ] || fail not-mounted
# Who hangs up first keeps the connection in mind for a minute; 1F90 is port 8080, where the API waits.
$b grep -q ':1F90 0[16]' "/proc/$pid/net/tcp" || fail unasked
exit 0
