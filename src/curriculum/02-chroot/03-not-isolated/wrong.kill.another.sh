#@ message alive
# Ends a process of the same name that it started itself.
chroot "/srv/$room" /bin/sh -c "sleep $seconds & kill \$!; exec sleep 1000" > /dev/null 2>&1 &
sleep 1
