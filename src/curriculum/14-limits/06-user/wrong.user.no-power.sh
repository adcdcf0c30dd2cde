#@ typed
#@ message root
docker run -d --name {{box}} --cap-drop ALL busybox sleep 1d
