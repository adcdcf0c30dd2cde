#@ message wrong-one
for link in /sys/class/net/veth*; do
  ip link set "${link##*/}" nomaster
done
