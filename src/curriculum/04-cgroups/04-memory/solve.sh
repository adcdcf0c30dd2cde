#@ task limit
cd /sys/fs/cgroup/{{group}}
mkdir box
echo {{mb}}M > box/memory.max
#@ task oom
sh -c 'echo $$ > box/cgroup.procs && exec tail /dev/zero'
cat box/memory.events
