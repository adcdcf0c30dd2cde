#@ typed
#@ message calm
cd /sys/fs/cgroup/{{group}}
mkdir web batch
sh -c 'echo $$ > web/cgroup.procs; exec sleep 1000' &
sh -c 'echo $$ > batch/cgroup.procs; while :; do :; done' &
sleep 3
