#@ message none
# A name that looks like a container is none.
mkdir -p /root/box/bin
bash -c 'exec -a "unshare --fork --pid chroot /root/box /bin/sh" sleep 600' > /dev/null 2>&1 &
