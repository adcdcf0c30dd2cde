#@ typed
#@ message anew
docker run -d --name {{box}} --cpus 0.{{more}} busybox sleep 1d
