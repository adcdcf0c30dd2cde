#@ typed
#@ message swapped
mkdir /sys/fs/cgroup/{{group}}/slow
echo "100000 {{percent}}000" > /sys/fs/cgroup/{{group}}/slow/cpu.max
