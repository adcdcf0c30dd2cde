#@ typed
#@ message inside
unshare --mount --uts --ipc --net --pid --cgroup --fork --mount-proc bash
#@ terminal 2
pid=$(lsns -t pid -n -o PID | sort -n | tail -n 1)
ip link add veth-box type veth peer name eth0 netns $pid
ip addr add 10.{{net}}.1.1/24 dev veth-box
ip link set veth-box up
#@ terminal 1
ip addr add 10.{{net}}.1.2/24 dev eth0
