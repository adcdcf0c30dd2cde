#@ typed
#@ message nobody
# Limited, but not behind any wall.
sh
echo $$ > /sys/fs/cgroup/dock/{{name}}/cgroup.procs
