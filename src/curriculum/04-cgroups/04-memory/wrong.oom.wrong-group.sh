#@ typed
#@ message unused
cd /sys/fs/cgroup/{{group}}
mkdir box other
echo {{mb}}M > box/memory.max
echo {{mb}}M > other/memory.max
sh -c 'echo $$ > other/cgroup.procs && exec tail /dev/zero'
