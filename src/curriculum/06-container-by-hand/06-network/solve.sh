#@ task cable
ip link add dock0 type bridge
ip addr add 10.{{net}}.0.1/24 dev dock0
ip link set dock0 up
cd /root/dock
cat > outside/3-network <<'EOF'
ip link delete veth-$name 2> /dev/null || :
ip netns delete $name 2> /dev/null || :
ip netns add $name
ip link add veth-$name master dock0 type veth peer name eth0 netns $name
ip link set veth-$name up
n=$(ls /sys/class/net/dock0/brif | wc -l)
ip -n $name addr add 10.{{net}}.0.$((n + 1))/24 dev eth0
ip -n $name link set eth0 up
ip -n $name link set lo up
EOF
cat > dock <<'EOF'
#!/bin/bash -e
export name=$1; shift
for part in /root/dock/outside/*; do . $part; done
exec nsenter --net=/run/netns/$name unshare --mount --uts --ipc --pid --cgroup --fork /root/dock/init "$@"
EOF
#@ task web
./dock {{name}} httpd -f -h /www &
until busybox wget -qO- http://10.{{net}}.0.2/; do sleep 1; done
