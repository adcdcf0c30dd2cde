#@ message wrong-one
# The plug of the other container, whose record Docker keeps under its name.
record=$(grep -l "\"Name\":\"/$twin\"" /var/lib/docker/containers/*/config.v2.json)
id=${record%/*}
read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs"
read -r number < "/proc/$pid/root/sys/class/net/eth0/iflink"
index=$(grep -lx "$number" /sys/class/net/veth*/ifindex)
link=${index%/ifindex}
ip link set "${link##*/}" down
