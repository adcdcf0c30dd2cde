#@ typed
#@ message idle
docker create --name {{third}} busybox sleep 1d
