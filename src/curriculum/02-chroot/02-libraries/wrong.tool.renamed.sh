#@ message other-program
# A static program under the wanted name needs no libraries.
mkdir -p "/srv/$room/usr/bin"
cp /usr/bin/busybox "/srv/$room/usr/bin/$tool"
chroot "/srv/$room" /bin/sh -c "exec -a sleep /usr/bin/$tool 1000" > /dev/null 2>&1 &
sleep 1
