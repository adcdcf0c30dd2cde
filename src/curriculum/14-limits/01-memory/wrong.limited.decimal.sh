#@ typed
#@ message other
docker run -d --name {{box}} -m {{mb}}000000 busybox sleep 1d
