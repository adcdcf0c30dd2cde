#@ typed
#@ message wrong-one
number=$(docker exec {{twin}} cat /sys/class/net/eth0/iflink)
ip link set $(basename $(dirname $(grep -lx $number /sys/class/net/*/ifindex))) down
