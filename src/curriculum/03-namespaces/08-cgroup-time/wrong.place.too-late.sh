#@ typed
#@ message elsewhere
mkdir /sys/fs/cgroup/{{slice}}
unshare --cgroup bash
echo $$ > /sys/fs/cgroup/{{slice}}/cgroup.procs
