#@ typed
#@ message gains
docker run -d --name {{box}} --user {{uid}} busybox sleep 1d
