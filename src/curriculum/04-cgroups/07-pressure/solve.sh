#@ task compete
cd /sys/fs/cgroup/{{group}}
mkdir web batch
sh -c 'echo $$ > web/cgroup.procs; while :; do :; done' &
sh -c 'echo $$ > batch/cgroup.procs; while :; do :; done' &
sleep 5
grep some */cpu.pressure
#@ task weight
echo {{weight}} > web/cpu.weight
sleep 10
grep some */cpu.pressure
