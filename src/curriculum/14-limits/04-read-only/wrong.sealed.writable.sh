#@ typed
#@ message writable
# Modes mean nothing to root.
docker run -d --name {{box}} --tmpfs /tmp:size={{room}}m busybox sleep 1d
docker exec {{box}} chmod 555 / /bin /etc
