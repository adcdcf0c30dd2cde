#@ message none
mkdir -p /run/netns
touch /run/netns/red
mount --bind /proc/1/ns/net /run/netns/red
ip link add veth-red type veth peer name eth0
