#@ typed
#@ message alive
cd /sys/fs/cgroup/{{group}}
kill $(cat web/cgroup.procs db/backup/cgroup.procs)
sleep 1
