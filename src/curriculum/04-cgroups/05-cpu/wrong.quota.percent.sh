#@ typed
#@ message unlimited
# A quota below 1 ms is refused.
mkdir /sys/fs/cgroup/{{group}}/slow
echo {{percent}} > /sys/fs/cgroup/{{group}}/slow/cpu.max
