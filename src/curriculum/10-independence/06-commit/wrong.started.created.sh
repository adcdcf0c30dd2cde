#@ typed
#@ message idle
docker commit {{first}} {{app}}
docker create --name {{third}} {{app}}
