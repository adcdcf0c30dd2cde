#@ typed
#@ message alive
cd /sys/fs/cgroup/{{group}}
echo 1 > web/cgroup.kill
