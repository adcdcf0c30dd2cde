#@ message none
# The words are there to read, in a file that is not the kernel's.
cd /sys/fs/cgroup/$group
mkdir web
while read -r pid; do echo "$pid" > web/cgroup.procs; done < cgroup.procs
echo "cpu memory pids" > /tmp/control
mount --bind /tmp/control cgroup.subtree_control
