b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
record=$($b grep -ls "\"Name\":\"/$db\"" "$docker"/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
image_of mariadb:latest || fail other-image
# The shell itself would read it letter by letter.
config=$($b cat "$record")
case $config in *"\"Image\":\"sha256:$id\""*) ;; *) fail other-image ;; esac
case $config in *"\"Networks\":{\"$net\":"*) ;; *) fail other-network ;; esac
case $config in *'"HostPort":'*) fail published ;; esac
case $config in *'"MARIADB_DATABASE=notes"'*) ;; *) fail no-settings ;; esac
# In the container's own network, state 0A is LISTEN, and 0CEA is port 3306.
while read -r _ where _ state _; do
  case $where-$state in *:0CEA-0A) exit 0 ;; esac
done < "/proc/$pid/net/tcp"
fail silent
