#@ typed
#@ message no-tmp
docker run -d --name {{box}} --read-only busybox sleep 1d
