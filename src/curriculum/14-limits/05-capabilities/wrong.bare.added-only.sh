#@ typed
#@ message more
# The root of a container has it anyway.
docker run -d --name {{box}} --cap-add {{cap}} busybox sleep 1d
