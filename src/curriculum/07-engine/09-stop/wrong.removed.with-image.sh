#@ typed
#@ message image
docker rm -f {{name}}
docker rmi busybox
