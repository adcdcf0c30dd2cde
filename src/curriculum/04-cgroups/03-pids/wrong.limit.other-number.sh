#@ typed
#@ message other
mkdir /sys/fs/cgroup/{{group}}/jail
echo 1{{pids}} > /sys/fs/cgroup/{{group}}/jail/pids.max
