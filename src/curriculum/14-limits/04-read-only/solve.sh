#@ task sealed
docker run -d --name {{box}} --read-only --tmpfs /tmp:size={{room}}m busybox sleep 1d
#@ task full
docker exec {{box}} dd if=/dev/zero of=/tmp/big bs=1M count=16
