# As the step before leaves it, but for the address of the outer end: red, its cable, and nothing else.
for name in red blue; do
  ip netns delete "$name" || rm -f "/run/netns/$name"
  ip link delete "veth-$name"
done 2>/dev/null
ip link delete br0 2>/dev/null
ip netns add red &&
  ip link add veth-red type veth peer name eth0 netns red &&
  ip link set veth-red up &&
  ip -n red addr add "10.$net.0.2/24" dev eth0 &&
  ip -n red link set eth0 up
