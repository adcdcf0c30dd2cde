#@ message nobody
# In the group, but behind no wall.
echo $$ > /sys/fs/cgroup/docker/*/cgroup.procs
sleep 1000 < /dev/null > /dev/null 2>&1 &
