#@ typed
#@ message other-image
# What it is started from is a copy of the first container.
docker commit {{first}} {{app}}
docker run -d --name {{third}} {{app}}
