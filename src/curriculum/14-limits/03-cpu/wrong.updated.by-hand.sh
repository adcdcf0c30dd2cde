#@ typed
#@ message by-hand
docker run -d --name {{box}} --cpus 0.{{percent}} busybox sleep 1d
cd /sys/fs/cgroup/docker/$(docker inspect -f '{{.Id}}' {{box}})
echo "{{more}}000 100000" > cpu.max
