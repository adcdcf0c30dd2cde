#@ typed
#@ message apart
ip link add br0 type bridge
ip link add br1 type bridge
ip link set veth-red master br0
ip netns add blue
ip link add veth-blue type veth peer name eth0 netns blue
ip link set veth-blue up master br1
