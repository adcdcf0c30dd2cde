#@ message empty
mkdir /sys/fs/cgroup/$group/web /sys/fs/cgroup/$group/batch
echo $weight > /sys/fs/cgroup/$group/web/cpu.weight
