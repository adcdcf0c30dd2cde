#@ message none
# The whole cable, and an answer, on one side of the wall.
ip addr add "10.$net.1.1/24" dev lo
ip addr add "10.$net.1.2/24" dev lo
ip netns add box
ip link add veth-box type veth peer name eth0
