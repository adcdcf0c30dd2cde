#@ typed
#@ message gone
docker rmi hello-world {{app}}:1
