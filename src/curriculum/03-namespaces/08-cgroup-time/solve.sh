#@ task place
mkdir /sys/fs/cgroup/{{slice}}
echo $$ > /sys/fs/cgroup/{{slice}}/cgroup.procs
unshare --cgroup bash
cat /proc/self/cgroup
#@ task clock
unshare --time --boottime {{ahead}} bash
uptime -p
