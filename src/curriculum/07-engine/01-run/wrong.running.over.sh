#@ typed
#@ message idle
# A container lives as long as its first process.
docker run -d --name {{name}} busybox true
