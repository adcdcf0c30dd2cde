#@ message busy
# Out of sight is not gone.
mount -t tmpfs none /sys/fs/cgroup
