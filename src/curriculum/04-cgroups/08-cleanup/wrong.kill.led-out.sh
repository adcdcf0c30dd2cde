#@ typed
#@ message moved
cd /sys/fs/cgroup/{{group}}
for pid in $(cat web/cgroup.procs db/backup/cgroup.procs); do echo $pid > ../terminals/cgroup.procs; done
