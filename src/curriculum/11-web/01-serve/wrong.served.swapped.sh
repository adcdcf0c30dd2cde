#@ typed
#@ message unpublished
# Container and machine the other way round.
docker run -d --name {{first}} -p 80:{{port}} nginx
