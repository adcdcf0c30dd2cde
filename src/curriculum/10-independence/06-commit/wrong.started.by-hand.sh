#@ typed
#@ message other-image
# It looks the same from within.
docker run -d --name {{third}} busybox sh -c 'echo {{word}} > /note; sleep 1d'
