#@ task bridge
ip link add br0 type bridge
ip link set br0 up
ip link set veth-red master br0
ip netns add blue
ip link add veth-blue type veth peer name eth0 netns blue
ip link set veth-blue up master br0
#@ task talk
ip -n blue addr add 10.{{net}}.0.3/24 dev eth0
ip -n blue link set eth0 up
ip netns exec blue ping -c 1 10.{{net}}.0.2
