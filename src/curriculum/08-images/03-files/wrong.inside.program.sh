#@ typed
#@ message own-root
# The image's program, but the machine's files.
/var/lib/docker/overlay2/*/diff/bin/busybox sh
