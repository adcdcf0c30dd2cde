#@ typed
#@ message elsewhere
mkdir /sys/fs/cgroup/{{slice}}
unshare --cgroup bash
