#@ task enter
pid=$(pgrep -x httpd)
sh -c 'echo $$ > /sys/fs/cgroup/dock/{{name}}/cgroup.procs; exec nsenter -t $0 --all sh' $pid
echo "{{name}} was here" > /www/index.html
exit
#@ task removed
echo 1 > /sys/fs/cgroup/dock/{{name}}/cgroup.kill
umount /srv/dock/{{name}}/rootfs
rmdir /sys/fs/cgroup/dock/{{name}}
ip netns delete {{name}}
rm -r /srv/dock/{{name}}
