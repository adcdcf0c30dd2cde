#@ task kill
cd /sys/fs/cgroup
echo 1 > {{group}}/cgroup.kill
#@ task remove
find {{group}} -depth -type d -exec rmdir {} \;
