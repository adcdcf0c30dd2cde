#@ typed
#@ message gone
# The container is gone, not its programs.
docker rm -f {{first}}
