#@ typed
#@ message root
# What comes in later is another user; number 1 is not.
docker run -d --name {{box}} busybox sleep 1d
docker exec -d --user {{uid}} {{box}} sleep 1d
