#@ typed
#@ message kept
# As it was: removed, but in a layer above.
DOCKER_BUILDKIT=0 docker build -t {{app}} /root/{{app}}
