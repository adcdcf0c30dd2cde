#@ task limit
cd /sys/fs/cgroup/{{group}}
mkdir jail
echo {{pids}} > jail/pids.max
#@ task bomb
bash -c 'bomb() { bomb | bomb & }; echo $$ > jail/cgroup.procs && bomb' 2> /dev/null
sleep 3
cat jail/pids.current jail/pids.events
#@ task kill
echo 1 > jail/cgroup.kill
