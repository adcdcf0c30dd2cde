#@ typed
#@ message none
# The image's ID is known in this machine alone.
docker create $(docker images -q {{app}}:1)
