b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls "\"Name\":\"/$mono\"" "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
image_of mariadb:latest || fail other-image
# The shell itself would read it letter by letter.
config=$($b cat "$record")
case $config in *"\"Image\":\"sha256:$id\""*) ;; *) fail other-image ;; esac
[ "/proc/$pid/ns/net" -ef /proc/1/ns/net ] && fail unpublished
case $config in *"\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"$port\"}"*) ;; *) fail unpublished ;; esac
[ "/proc/$pid/root/app/start" -ef "/proc/1/root/srv/$app/mono/start" ] || fail not-mounted
# In the container's own network, state 0A is LISTEN, 0050 is port 80, and 0CEA is MariaDB's 3306.
web= database=
while read -r _ where _ state _; do
  case $where-$state in *:0050-0A) web=1 ;; *:0CEA-0A) database=1 ;; esac
done < "/proc/$pid/net/tcp"
[ -n "$web" ] || fail no-web
[ -n "$database" ] || fail no-database
exit 0
