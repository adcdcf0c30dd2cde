#@ typed
#@ message group
echo 1 > /sys/fs/cgroup/dock/{{name}}/cgroup.kill
umount /srv/dock/{{name}}/rootfs
ip netns delete {{name}}
rm -r /srv/dock/{{name}}
