#@ typed
cd /sys/fs/cgroup/{{group}}
mkdir slow
echo "{{percent}}000 100000" > slow/cpu.max
sh -c 'echo $$ > slow/cgroup.procs; exec sleep 1000' &
sleep 2
