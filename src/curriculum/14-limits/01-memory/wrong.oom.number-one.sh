#@ typed
#@ message whole
docker run --name {{box}} -m {{mb}}m busybox tail /dev/zero
