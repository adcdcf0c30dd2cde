#@ typed
#@ message hostproc
unshare --pid --mount --fork bash
touch /tmp/link; mount --bind /proc/$(pgrep -n bash)/ns/pid /tmp/link
mount -t tmpfs proc /proc; mkdir -p /proc/1/ns; touch /proc/1/ns/pid; mount --bind /tmp/link /proc/1/ns/pid
