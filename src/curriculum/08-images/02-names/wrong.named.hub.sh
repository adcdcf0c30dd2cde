#@ typed
#@ message hub
docker tag busybox {{team}}/{{app}}
