#@ typed
#@ message nocable
ip netns add red
ip link add veth-red type veth peer name eth0
ip -n red link add eth0 type dummy
