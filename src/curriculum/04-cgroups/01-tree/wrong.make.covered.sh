#@ message ordinary
# A file system of the learner's own over the real one.
mount -t tmpfs cgroup2 /sys/fs/cgroup
mkdir /sys/fs/cgroup/$group
cp -r /proc/self/cgroup /sys/fs/cgroup/$group/cgroup.procs
