#@ task quota
cd /sys/fs/cgroup/{{group}}
mkdir slow
echo "{{percent}}000 100000" > slow/cpu.max
#@ task throttled
sh -c 'echo $$ > slow/cgroup.procs; while :; do :; done' &
sleep 5
cat slow/cpu.stat
