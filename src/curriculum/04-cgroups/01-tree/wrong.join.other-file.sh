#@ message empty
# The number is written, but into a file of tmpfs that hides the kernel's.
mkdir /sys/fs/cgroup/$group
echo $$ > /tmp/procs
mount --bind /tmp/procs /sys/fs/cgroup/$group/cgroup.procs
