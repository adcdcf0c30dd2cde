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
# A tree as an engine would leave it behind: two levels, processes that ignore SIGTERM. What they are called in their
# environment tells the check that they ended, and were not just led out of the tree.
for leaf in web db db/backup; do
  mkdir "$top/$leaf"
done
for leaf in web web db/backup; do
  setsid env CREW="$group" sh -c 'echo $$ > "$1/cgroup.procs"; trap "" TERM; exec sleep 100000' sh "$top/$leaf" < /dev/null > /dev/null 2>&1 &
done
tries=0
until [ "$(cat "$top/web/pids.current" "$top/db/backup/cgroup.events" | tr '\n' ' ')" = "2 populated 1 frozen 0 " ] || [ $tries -ge 100 ]; do
  tries=$((tries + 1))
  sleep 0.05
done
