#@ typed
#@ message nogroup
mkdir /tmp/{{slice}}
unshare --mount --cgroup bash
mount --bind /tmp /sys/fs/cgroup
echo $$ > /sys/fs/cgroup/{{slice}}/cgroup.procs
