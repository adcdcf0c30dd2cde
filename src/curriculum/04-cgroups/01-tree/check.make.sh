top=/sys/fs/cgroup/$group
if [ ! -d "$top" ]; then
  for other in /sys/fs/cgroup/*/"$group"; do
    if [ -d "$other" ]; then
      saw path "${other#/sys/fs/cgroup}"
      fail nested
    fi
  done
  # The learner's own tree: a directory of that name there is on another file system.
  for other in /proc/1/root/root /proc/1/root/tmp /proc/1/root/srv /proc/1/root/mnt /proc/1/root /proc/1/root/sys/fs/cgroup; do
    if [ -d "$other/$group" ]; then
      saw path "${other#/proc/1/root}/$group"
      fail ordinary
    fi
  done
  fail absent
fi
set -- "$top"/*.*
saw files $#
