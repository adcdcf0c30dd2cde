#@ typed
#@ message by-tag
docker create {{app}}:1
