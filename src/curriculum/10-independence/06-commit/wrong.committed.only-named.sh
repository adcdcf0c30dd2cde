#@ typed
#@ message same
docker tag busybox {{app}}
