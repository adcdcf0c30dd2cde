#@ typed
#@ message unit
cd /sys/fs/cgroup/{{group}}
mkdir box
echo {{mb}} > box/memory.max
