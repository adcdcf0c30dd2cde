top=/sys/fs/cgroup/$group
if [ -d "$top" ]; then
  read -r _ populated < "$top/cgroup.events"
  if [ "$populated" = 1 ]; then
    left=0
    for procs in "$top"/cgroup.procs "$top"/*/cgroup.procs "$top"/*/*/cgroup.procs; do
      [ -f "$procs" ] || continue
      while read -r pid; do
        left=$((left + 1))
        group_of_last=${procs#/sys/fs/cgroup}
      done < "$procs"
    done
    saw left $left
    saw cgroup "${group_of_last%/cgroup.procs}"
    fail alive
  fi
fi
# Led out is not ended: the environment with which a process was started stays readable.
for file in $(grep -las "CREW=$group" /proc/[0-9]*/environ); do
  pid=${file#/proc/}
  pid=${pid%/environ}
  saw pid "$pid"
  saw cgroup "$(cgroup_of "$pid")"
  fail moved
done
