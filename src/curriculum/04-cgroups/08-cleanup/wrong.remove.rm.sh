#@ typed
#@ message left
cd /sys/fs/cgroup
echo 1 > {{group}}/cgroup.kill
rm -rf {{group}} 2> /dev/null
