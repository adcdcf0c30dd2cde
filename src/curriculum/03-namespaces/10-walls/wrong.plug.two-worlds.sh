#@ typed
# The address is there, and something answers, but in another world.
unshare --mount --uts --ipc --net --pid --cgroup --fork --mount-proc bash
ip link add tap type dummy; ip link set lo up
ip link add one type dummy; ip addr add 10.{{net}}.1.2/24 dev one
#@ terminal 2
ip netns add box; ip link add veth-box type veth peer name eth0 netns box
ip addr add 10.{{net}}.1.1/24 dev veth-box; ip link set veth-box up
ip -n box addr add 10.{{net}}.1.2/24 dev eth0; ip -n box link set eth0 up
ping -c 1 10.{{net}}.1.2
