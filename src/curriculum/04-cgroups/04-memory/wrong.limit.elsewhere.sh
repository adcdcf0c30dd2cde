#@ message absent
# The right tree with the right file and the right number, where no kernel looks.
mkdir -p /tmp/cgroup/$group/box
echo $((mb * 1048576)) > /tmp/cgroup/$group/box/memory.max
