#@ typed
#@ message space
docker run -d --name {{box}} --read-only --tmpfs /tmp:size={{room}}m busybox sleep 1d
docker exec {{box}} dd if=/dev/zero of=/big bs=1M count=16
