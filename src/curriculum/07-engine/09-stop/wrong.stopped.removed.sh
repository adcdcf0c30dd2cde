#@ typed
#@ message gone
docker rm -f {{name}}
