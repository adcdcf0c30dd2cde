# A clean tree, whatever was there before: shells of terminals are led out, everything else in the group ends.
[ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ] || mount -t cgroup2 cgroup2 /sys/fs/cgroup
top=/sys/fs/cgroup/$group
if [ -d "$top" ]; then
  for pid in $(find "$top" -name cgroup.procs -exec cat {} + 2> /dev/null); do
    read -r _ _ _ _ _ session terminal _ 2> /dev/null < "/proc/$pid/stat" || continue
    [ "$session" = "$pid" ] && [ "$terminal" != 0 ] && echo "$pid" > /sys/fs/cgroup/terminals/cgroup.procs
  done
  echo 1 > "$top/cgroup.kill"
  tries=0
  while [ -d "$top" ] && [ $tries -lt 100 ]; do
    find "$top" -depth -type d -exec rmdir {} \; 2> /dev/null
    tries=$((tries + 1))
    [ ! -d "$top" ] || sleep 0.05
  done
fi
mkdir "$top"
echo "+cpu +memory +pids" > "$top/cgroup.subtree_control"
