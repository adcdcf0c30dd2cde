#@ task unplugged
number=$(docker exec {{name}} cat /sys/class/net/eth0/iflink)
veth=$(basename $(dirname $(grep -lx $number /sys/class/net/*/ifindex)))
ip link set $veth nomaster
