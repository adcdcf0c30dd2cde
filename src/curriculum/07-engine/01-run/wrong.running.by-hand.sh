#@ message none
# A process behind walls, in a group of that name: Docker knows nothing of it.
mkdir -p "/sys/fs/cgroup/docker/$name"
echo $$ > "/sys/fs/cgroup/docker/$name/cgroup.procs"
unshare --mount --uts --ipc --net --pid --fork sleep 1000 < /dev/null > /dev/null 2>&1 &
