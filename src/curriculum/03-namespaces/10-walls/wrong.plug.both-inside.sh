#@ typed
#@ message nocable
unshare --mount --uts --ipc --net --pid --cgroup --fork --mount-proc bash
ip link add veth-box type veth peer name eth0
ip addr add 10.{{net}}.1.1/24 dev veth-box
ip addr add 10.{{net}}.1.2/24 dev eth0
ip link set veth-box up
ip link set eth0 up
