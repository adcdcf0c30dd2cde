#@ message alive
pkill -STOP -fx "sleep $seconds"
chroot "/srv/$room" /bin/sleep 1000 > /dev/null 2>&1 &
