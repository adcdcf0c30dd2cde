#@ typed
#@ message stopped
# All of it at once, on purpose.
docker stop {{mono}}
