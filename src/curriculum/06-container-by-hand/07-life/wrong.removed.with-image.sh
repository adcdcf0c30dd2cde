#@ typed
#@ message image
echo 1 > /sys/fs/cgroup/dock/{{name}}/cgroup.kill
umount /srv/dock/{{name}}/rootfs
rmdir /sys/fs/cgroup/dock/{{name}}
ip netns delete {{name}}
rm -r /srv/dock/{{name}} /srv/web
