#@ typed
#@ message no-cable
docker network disconnect bridge {{name}}
