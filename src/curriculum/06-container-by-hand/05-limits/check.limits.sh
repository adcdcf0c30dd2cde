group=/sys/fs/cgroup/dock/$name
rootfs=/proc/1/root/srv/dock/$name/rootfs
box=
for pid in $(pids_outside pid); do
  [ "/proc/$pid/root" -ef "$rootfs" ] || continue
  box=$pid
  break
done
[ -n "$box" ] || fail none
saw pid "$box"
own=$(cgroup_of "$box")
saw own "$own"
[ "$own" = "/dock/$name" ] || fail elsewhere
[ -e "$group/memory.max" ] && [ -e "$group/pids.max" ] || fail no-files
read -r memory < "$group/memory.max"
saw memory "$memory"
[ "$memory" = $((mb * 1048576)) ] || fail memory
read -r count < "$group/pids.max"
saw count "$count"
[ "$count" = "$pids" ] || fail count
