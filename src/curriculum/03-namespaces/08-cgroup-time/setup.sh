# An earlier try's group: its processes go back to the others, and it goes.
group=/sys/fs/cgroup/$slice
if [ -d "$group" ]; then
  while read -r pid; do echo "$pid" > /sys/fs/cgroup/terminals/cgroup.procs; done < "$group/cgroup.procs"
  rmdir "$group"
fi 2>/dev/null
exit 0
