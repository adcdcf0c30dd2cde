#@ typed
#@ message unfiltered
docker run -d --name {{box}} --user {{uid}} --security-opt no-new-privileges --security-opt seccomp=unconfined busybox sleep 1d
