#@ typed
#@ message swapped
cd /sys/fs/cgroup/{{group}}
mkdir web batch
sh -c 'echo $$ > web/cgroup.procs; while :; do :; done' &
sh -c 'echo $$ > batch/cgroup.procs; while :; do :; done' &
echo {{weight}} > batch/cpu.weight
sleep 2
