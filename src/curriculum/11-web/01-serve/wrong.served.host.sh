#@ typed
#@ message host
docker run -d --name {{first}} --network host nginx
