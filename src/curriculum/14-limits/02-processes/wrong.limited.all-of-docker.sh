#@ typed
#@ message unlimited
# The directory above is that of all containers together.
docker run -d --name {{box}} busybox sleep 1d
echo {{pids}} > /sys/fs/cgroup/docker/pids.max
