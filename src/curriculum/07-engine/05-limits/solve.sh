#@ task limited
id=$(docker inspect -f '{{.Id}}' {{name}})
echo {{mb}}M > /sys/fs/cgroup/docker/$id/memory.max
