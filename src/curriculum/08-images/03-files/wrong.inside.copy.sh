#@ typed
#@ message other-root
# A copy of the files is not the layer.
cp -a $(dirname $(dirname /var/lib/docker/overlay2/*/diff/bin/busybox)) /root/copy
chroot /root/copy sh
