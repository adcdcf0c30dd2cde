#@ typed
#@ message unused
docker run -d --name {{box}} --user 1000 --cap-drop ALL --cap-add {{cap}} busybox sleep 1d
