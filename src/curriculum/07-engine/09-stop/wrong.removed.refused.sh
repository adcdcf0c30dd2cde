#@ typed
#@ message running
# What runs is not removed.
docker rm {{name}}
