#@ message from-outside
# The same state, made by somebody who was never locked in.
mkdir "/srv/$room/hole"
chroot "/srv/$room" /bin/sleep 1000 > /dev/null 2>&1 &
busybox nsenter "-r/srv/$room/hole" -w/ usr/bin/busybox sleep 1000 > /dev/null 2>&1 &
sleep 1
