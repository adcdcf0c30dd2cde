#@ typed
#@ message unlimited
docker run -d --name {{box}} --ulimit nproc={{pids}} busybox sleep 1d
