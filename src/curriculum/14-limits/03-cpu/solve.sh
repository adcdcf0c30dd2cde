#@ task throttled
docker run -d --name {{box}} --cpus 0.{{percent}} busybox sh -c 'while :; do :; done'
cat /sys/fs/cgroup/docker/$(docker inspect -f '{{.Id}}' {{box}})/cpu.stat
sleep 3
#@ task updated
docker update --cpus 0.{{more}} {{box}}
