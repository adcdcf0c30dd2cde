#@ typed
#@ message weight
cd /sys/fs/cgroup/{{group}}
mkdir web batch
sh -c 'echo $$ > web/cgroup.procs; while :; do :; done' &
renice -n -20 $!
sh -c 'echo $$ > batch/cgroup.procs; while :; do :; done' &
sleep 3
