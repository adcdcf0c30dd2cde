#@ typed
#@ message one-file
docker rm -f {{first}}
docker run -d --name {{first}} -v /root/letter:/letter busybox sleep 1d
