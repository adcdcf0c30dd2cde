#@ message silent
# blue answers itself.
ip netns add blue
ip link add veth-blue type veth peer name eth0 netns blue
ip -n blue addr add "10.$net.0.3/24" dev eth0
ip -n blue addr add "10.$net.0.2/32" dev lo
ip -n blue link set lo up
ip -n blue link set eth0 up
ip link set veth-blue up
