#@ message not-free
# A shell with the machine's root and one that is locked in, of which neither comes from the other.
chroot "/srv/$room" /bin/sleep 1000 > /dev/null 2>&1 &
bash -c 'sleep 1000; :' > /dev/null 2>&1 &
sleep 1
