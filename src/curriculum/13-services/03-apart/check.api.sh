b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls '"Name":"/api1"' "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
image_of drydock/notes:latest || fail other-image
# The shell itself would read it letter by letter.
config=$($b cat "$record")
case $config in *"\"Image\":\"sha256:$id\""*) ;; *) fail other-image ;; esac
case $config in *"\"Networks\":{\"$net\":"*) ;; *) fail other-network ;; esac
case $config in *'"Aliases":["api"]'*) ;; *) fail no-alias ;; esac
case $config in *"\"DB_HOST=$db\""*) ;; *) fail other-host ;; esac
# A connection to port 3306 (0CEA) that both sides keep: state 01 is ESTABLISHED.
while read -r _ _ there state _; do
  case $there-$state in *:0CEA-01) exit 0 ;; esac
done < "/proc/$pid/net/tcp"
fail unconnected
