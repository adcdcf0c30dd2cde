#@ typed
#@ message idle
docker create --name {{name}} busybox sleep 1d
