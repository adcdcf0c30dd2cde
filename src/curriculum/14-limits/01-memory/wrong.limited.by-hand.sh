#@ message none
# A group of that name with that limit: Docker knows nothing of it.
mkdir -p "/sys/fs/cgroup/docker/$box"
echo "${mb}M" > "/sys/fs/cgroup/docker/$box/memory.max"
