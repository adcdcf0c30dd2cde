#@ typed
#@ message empty
cd /sys/fs/cgroup/{{group}}
mkdir ice
sleep 1000 &
echo 1 > ice/cgroup.freeze
