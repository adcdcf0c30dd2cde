#@ message inner
# A second process in the leaf, the first stays where it was.
mkdir /sys/fs/cgroup/$group/web
setsid sh -c "echo \$\$ > /sys/fs/cgroup/$group/web/cgroup.procs; exec sleep 1000" < /dev/null > /dev/null 2>&1 &
sleep 0.5
