#@ message running
# The file that is read on the screen says frozen; the kernel does not.
cd /sys/fs/cgroup/$group
mkdir ice
setsid sh -c "echo \$\$ > ice/cgroup.procs; exec sleep 1000" < /dev/null > /dev/null 2>&1 &
sleep 0.5
printf 'populated 1\nfrozen 1\n' > /tmp/events
mount --bind /tmp/events ice/cgroup.events
