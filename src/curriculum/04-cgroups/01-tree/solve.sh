#@ task make
mkdir /sys/fs/cgroup/{{group}}
#@ task join
sleep 100000 &
echo $! > /sys/fs/cgroup/{{group}}/cgroup.procs
