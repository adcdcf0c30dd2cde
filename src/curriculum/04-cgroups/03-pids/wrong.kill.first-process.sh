#@ typed
#@ message alive
cd /sys/fs/cgroup/{{group}}
mkdir jail
echo {{pids}} > jail/pids.max
bash -c 'bomb() { bomb | bomb & }; echo $$ > jail/cgroup.procs && bomb' 2> /dev/null
sleep 2
kill -9 $(head -n 1 jail/cgroup.procs)
