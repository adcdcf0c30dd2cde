#@ typed
#@ message unlimited
cd /sys/fs/cgroup/{{group}}
mkdir jail
echo {{pids}} > pids.max
