#@ typed
#@ message outside
ip netns add red
ip link add veth-red type veth peer name eth0 netns red
ip addr add 10.{{net}}.0.2/24 dev veth-red
ip link set veth-red up
ip -n red addr add 10.{{net}}.0.2/24 dev eth0
ip -n red link set eth0 up
ping -c 1 10.{{net}}.0.2
