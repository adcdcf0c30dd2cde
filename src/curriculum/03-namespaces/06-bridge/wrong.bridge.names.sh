#@ message noblue
# Everything has the right name, and nothing leads to blue.
ip link add br0 type bridge
ip link set veth-red master br0
ip link add veth-blue type dummy
ip link set veth-blue master br0
mkdir -p /run/netns
touch /run/netns/blue
