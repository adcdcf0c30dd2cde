#@ typed
#@ message notyet
cd /sys/fs/cgroup/{{group}}
mkdir jail
echo {{pids}} > jail/pids.max
echo 1 > jail/cgroup.kill
