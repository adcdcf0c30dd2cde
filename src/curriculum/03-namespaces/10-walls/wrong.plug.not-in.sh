#@ typed
#@ message nocable
unshare --mount --uts --ipc --net --pid --cgroup --fork --mount-proc bash
ip link add veth-box type dummy
ip addr add 10.{{net}}.1.2/24 dev veth-box
ip link set veth-box up
