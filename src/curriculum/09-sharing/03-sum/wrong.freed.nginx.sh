#@ typed
#@ message nginx
docker rmi nginx
