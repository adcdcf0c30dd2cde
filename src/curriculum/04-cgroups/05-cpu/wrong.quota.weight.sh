#@ typed
#@ message unlimited
mkdir /sys/fs/cgroup/{{group}}/slow
echo {{percent}} > /sys/fs/cgroup/{{group}}/slow/cpu.weight
