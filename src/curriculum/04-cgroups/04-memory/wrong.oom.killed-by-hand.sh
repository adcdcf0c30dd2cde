#@ typed
#@ message within
cd /sys/fs/cgroup/{{group}}
mkdir box
echo {{mb}}M > box/memory.max
sh -c 'echo $$ > box/cgroup.procs && exec sleep 1000' &
sleep 1
kill -9 $!
