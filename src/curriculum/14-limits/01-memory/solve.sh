#@ task limited
docker run -d --name {{box}} -m {{mb}}m busybox sleep 1d
#@ task oom
docker exec {{box}} tail /dev/zero
docker inspect -f '{{.State.Status}} {{.State.OOMKilled}}' {{box}}
