b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
# One look at both of them: each line is the path of a record, and what was found in it. The name comes last.
found=$($b grep -HsoE '"IPAddress":"[0-9.]+"|"Name":"/(api1|web)"' "$docker"/containers/*/config.v2.json)
record= pid= address= api=
for line in $found; do
  id=${line%%/config.v2.json:*}
  procs=/sys/fs/cgroup/docker/${id##*/}/cgroup.procs
  case $line in
    *:'"IPAddress":"'*) ip=${line##*:\"} ;;
    *'/api1"') read -r api < "$procs" ;;
    *) record=${line%%:*} address=${ip%\"} && read -r pid < "$procs" ;;
  esac
done
[ -n "$record" ] || fail none
[ -n "$pid" ] || fail idle
saw pid "$pid"
image_of nginx:latest || fail other-image
# The shell itself would read it letter by letter.
config=$($b cat "$record")
case $config in *"\"Image\":\"sha256:$id\""*) ;; *) fail other-image ;; esac
case $config in *"\"Networks\":{\"$net\":"*) ;; *) fail other-network ;; esac
case $config in *"\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"$port\"}"*) ;; *) fail unpublished ;; esac
[ "/proc/$pid/root/etc/nginx/conf.d" -ef "/proc/1/root/srv/$app/web" ] || fail not-mounted
# Who hangs up first keeps the connection in mind for a minute; 1F90 is port 8080, where the API waits.
$b grep -q ':1F90 0[16]' "/proc/$pid/net/tcp" && exit 0
[ -n "$api" ] || fail unasked
# As the kernel writes an address on this processor: the last number first.
client=$(IFS=. && set -- $address && printf '%02X%02X%02X%02X' "$4" "$3" "$2" "$1")
$b grep -q ":1F90 $client:[0-9A-F]* 0[16]" "/proc/$api/net/tcp" || fail unasked
exit 0
