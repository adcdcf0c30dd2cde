#@ typed
#@ message some
cd /sys/fs/cgroup/{{group}}
mkdir web
for pid in $(cat cgroup.procs); do echo $pid > web/cgroup.procs; done
echo "+memory" > cgroup.subtree_control
