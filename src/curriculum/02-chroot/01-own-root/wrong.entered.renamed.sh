#@ message no-busybox
# A process that calls itself a chroot shell.
mkdir -p "/srv/$room"
bash -c "exec -a 'chroot /srv/$room /bin/sh' sleep 1000" > /dev/null 2>&1 &
