#@ typed
#@ message same
docker tag {{app}}:latest {{app}}:1
