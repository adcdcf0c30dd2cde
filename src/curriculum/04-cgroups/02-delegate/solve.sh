#@ task leaf
cd /sys/fs/cgroup/{{group}}
mkdir web
for pid in $(cat cgroup.procs); do echo $pid > web/cgroup.procs; done
#@ task controllers
echo "+cpu +memory +pids" > cgroup.subtree_control
