#@ typed
#@ message debian
# All that it has, the others have too.
docker rmi debian
