#@ typed
#@ message mounted
echo 1 > /sys/fs/cgroup/dock/{{name}}/cgroup.kill
