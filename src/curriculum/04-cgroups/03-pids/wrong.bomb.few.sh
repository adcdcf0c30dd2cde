#@ typed
#@ message calm
cd /sys/fs/cgroup/{{group}}
mkdir jail
echo {{pids}} > jail/pids.max
bash -c 'echo $$ > jail/cgroup.procs; for i in 1 2 3 4 5; do sleep 1000 & done'
