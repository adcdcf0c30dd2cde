#@ typed
#@ message unlimited
cd /sys/fs/cgroup/{{group}}
mkdir jail
bash -c 'bomb() { bomb | bomb & }; echo $$ > jail/cgroup.procs && bomb' 2> /dev/null
sleep 3
