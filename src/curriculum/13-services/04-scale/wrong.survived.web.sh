#@ typed
#@ message web
docker kill web
