#@ typed
#@ message running
ip netns delete {{name}}
umount /srv/dock/{{name}}/rootfs
rm -r /srv/dock/{{name}}
