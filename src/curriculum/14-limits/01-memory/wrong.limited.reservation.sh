#@ typed
#@ message unlimited
docker run -d --name {{box}} --memory-reservation {{mb}}m busybox sleep 1d
