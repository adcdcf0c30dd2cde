#@ typed
#@ message none
# What is written is kept in the writable layer.
docker run -d --name {{third}} busybox sh -c 'mkdir /data; echo {{word}} > /data/note; sleep 1d'
