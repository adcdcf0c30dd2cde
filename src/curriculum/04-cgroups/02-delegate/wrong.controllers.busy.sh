#@ typed
#@ message busy
cd /sys/fs/cgroup/{{group}}
mkdir web
echo "+cpu +memory +pids" > cgroup.subtree_control
