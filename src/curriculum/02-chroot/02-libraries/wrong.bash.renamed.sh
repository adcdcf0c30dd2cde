#@ message other-program
# busybox under the name of bash.
cp /usr/bin/busybox "/srv/$room/bin/bash"
chroot "/srv/$room" /bin/sh -c 'exec -a sleep /bin/bash 1000' > /dev/null 2>&1 &
sleep 1
