#@ typed
#@ message leafempty
cd /sys/fs/cgroup/{{group}}
mkdir web
echo 1 > cgroup.kill
