#@ typed
#@ message left
cd /sys/fs/cgroup/{{group}}
echo 1 > cgroup.kill
sleep 1
rmdir web db/backup
