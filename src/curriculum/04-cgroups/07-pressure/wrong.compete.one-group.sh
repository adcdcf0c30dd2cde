#@ typed
#@ message empty
cd /sys/fs/cgroup/{{group}}
mkdir web batch
sh -c 'echo $$ > web/cgroup.procs; while :; do :; done' &
sh -c 'echo $$ > web/cgroup.procs; while :; do :; done' &
sleep 3
