#@ typed
#@ message unlimited
cd /sys/fs/cgroup/{{group}}
mkdir box
echo {{mb}}M > box/memory.high
