#@ message unused
# The counter that is read on the screen is a file of tmpfs.
cd /sys/fs/cgroup/$group
mkdir jail
echo $pids > jail/pids.max
echo "max 57" > /tmp/events
mount --bind /tmp/events jail/pids.events
