#@ typed
#@ message size
docker run -d --name {{box}} --read-only --tmpfs /tmp busybox sleep 1d
