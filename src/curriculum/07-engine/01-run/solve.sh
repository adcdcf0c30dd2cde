#@ task running
docker run -d --name {{name}} busybox sleep 1d
docker ps
