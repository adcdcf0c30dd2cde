#@ typed
#@ message up
# It cannot be reached, but it runs.
docker network disconnect {{net}} {{db}}
