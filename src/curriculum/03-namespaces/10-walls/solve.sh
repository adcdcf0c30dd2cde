#@ task walls
unshare --mount --uts --ipc --net --pid --cgroup --fork --mount-proc bash
hostname {{host}}
exec bash
ps
#@ task plug
#@ terminal 2
lsns -t pid
pid=$(lsns -t pid -n -o PID | sort -n | tail -n 1)
ip link add veth-box type veth peer name eth0 netns $pid
ip addr add 10.{{net}}.1.1/24 dev veth-box
ip link set veth-box up
#@ terminal 1
ip addr add 10.{{net}}.1.2/24 dev eth0
ip link set eth0 up
ping -c 1 10.{{net}}.1.1
