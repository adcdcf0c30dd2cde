# Number 1 of the container in the group $1; sets $box.
find_box() {
  box=
  while read -r pid; do
    while read -r key numbers; do
      [ "$key" != NSpid: ] || break
    done < "/proc/$pid/status"
    case $numbers in *[!0-9]*) [ "${numbers##*[!0-9]}" = 1 ] && box=$pid ;; esac
  done 2> /dev/null < "/sys/fs/cgroup/dock/$1/cgroup.procs"
  [ -n "$box" ]
}
group=/sys/fs/cgroup/dock/$twin
[ -e "$group" ] || fail none
find_box "$twin" || fail none
saw pid "$box"
walls=
while read -r key value; do
  case $key in NoNewPrivs:) walls=$value ;; esac
done < "/proc/$box/status"
[ "$walls" = 1 ] || fail by-hand
[ "/proc/$box/root" -ef "/proc/1/root/srv/dock/$twin/rootfs" ] || fail root
read -r memory < "$group/memory.max"
read -r count < "$group/pids.max"
saw memory "$memory"
saw count "$count"
[ "$memory" = $((mb * 1048576)) ] && [ "$count" = "$pids" ] || fail limits
[ "/proc/$box/ns/net" -ef "/proc/1/root/run/netns/$twin" ] || fail network
