#@ typed
#@ message calm
docker run -d --name {{box}} -m {{mb}}m busybox sleep 1d
docker exec {{box}} dd if=/dev/zero of=/dev/null bs=8M count=1
