#@ typed
#@ message within
cd /sys/fs/cgroup/{{group}}
mkdir box
echo {{mb}}M > box/memory.max
sh -c 'echo $$ > box/cgroup.procs && head -c 8M /dev/zero | tail | wc -c'
