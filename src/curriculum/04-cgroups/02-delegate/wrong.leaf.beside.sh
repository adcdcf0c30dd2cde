#@ typed
#@ message noleaf
cd /sys/fs/cgroup
mkdir web
for pid in $(cat {{group}}/cgroup.procs); do echo $pid > web/cgroup.procs; done
