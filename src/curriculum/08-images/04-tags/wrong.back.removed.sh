#@ typed
#@ message no-latest
# A tag that is gone does not fall back to the one before.
docker rmi {{app}}:latest
