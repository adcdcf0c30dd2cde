#@ typed
#@ message by-docker
docker kill {{name}}
