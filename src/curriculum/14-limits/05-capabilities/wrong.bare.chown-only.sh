#@ typed
#@ message more
docker run -d --name {{box}} --cap-drop CHOWN busybox sleep 1d
