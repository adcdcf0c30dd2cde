b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
# container_of NAME: sets $pid, $ip, and $found, which says whether it has a port of the machine.
container_of() {
  record=$($b grep -ls "\"Name\":\"/$1\"" "$docker"/containers/*/config.v2.json) || return 1
  id=${record%/*}
  read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs" || return 1
  found=$($b grep -hoE '"IPAddress":"[0-9.]*|"HostPort"' "$record" "${record%/*}/hostconfig.json")
  ip=${found#*:\"}
  ip=${ip%%[!0-9.]*}
}
# As the kernel writes an address on this processor: the last number first.
hex_of() {
  IFS=.
  set -- $1
  printf '%02X%02X%02X%02X' "$4" "$3" "$2" "$1"
}
container_of "$first" || fail gone
server=$(hex_of "$ip")
answering=$pid
container_of "$second" || fail none
[ "/proc/$pid/ns/net" -ef /proc/1/ns/net ] && fail host
saw ip "$ip"
case $found in *HostPort*) fail published ;; esac
# Who hangs up first keeps the connection in mind for a minute. State 02 is SYN_SENT: asked, and not answered.
while read -r _ _ there state _; do
  case $there-$state in "$server:0050-02") ;; "$server:0050-"*) exit 0 ;; esac
done < "/proc/$pid/net/tcp"
client=$(hex_of "$ip")
while read -r _ here there _; do
  case $here-$there in *:0050-"$client":*) exit 0 ;; esac
done < "/proc/$answering/net/tcp"
fail silent
