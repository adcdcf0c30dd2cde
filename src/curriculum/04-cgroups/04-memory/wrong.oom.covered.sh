#@ message unused
cd /sys/fs/cgroup/$group
mkdir box
echo ${mb}M > box/memory.max
printf 'low 0\nhigh 0\nmax 35\noom 1\noom_kill 1\noom_group_kill 0\n' > /tmp/events
mount --bind /tmp/events box/memory.events
