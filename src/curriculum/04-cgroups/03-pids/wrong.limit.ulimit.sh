#@ typed
#@ message unlimited
mkdir /sys/fs/cgroup/{{group}}/jail
ulimit -u {{pids}}
