#@ typed
#@ message elsewhere
ip netns add red
ip -n red link add eth0 type veth peer name veth-red
