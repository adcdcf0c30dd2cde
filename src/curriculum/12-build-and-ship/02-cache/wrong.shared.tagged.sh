#@ typed
#@ message same
docker tag {{app}}:1 {{app}}:test
