#@ typed
#@ message empty
mkdir /sys/fs/cgroup/{{group}}
sh -c 'echo $$ > /sys/fs/cgroup/{{group}}/cgroup.procs'
