#@ typed
#@ message calm
docker run -d --name {{box}} --cpus 0.{{percent}} busybox sleep 1d
