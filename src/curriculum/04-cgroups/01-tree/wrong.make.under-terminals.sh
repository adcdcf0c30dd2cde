#@ typed
#@ message nested
cd /sys/fs/cgroup/terminals
mkdir {{group}}
