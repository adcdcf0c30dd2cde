#@ task bare
docker run -d --name {{box}} --cap-drop ALL --cap-add {{cap}} busybox sleep 1d
docker exec {{box}} chown 1 /tmp
