#@ typed
#@ message rest
docker kill {{db}} api1 web
