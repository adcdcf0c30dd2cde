#@ message ordinary
# A tree with the right names, on tmpfs: no kernel behind it.
mkdir -p /tmp/$group
: > /tmp/$group/cgroup.procs
: > /tmp/$group/pids.max
