#@ message other-image
# A server of the machine behind walls, in a group by the name of a container that Docker did not make.
container=/var/lib/docker/containers/$first
group=/sys/fs/cgroup/docker/$first
mkdir -p "$container" "$group"
echo "{\"Name\":\"/$first\",\"Image\":\"nginx\"}" > "$container/config.v2.json"
echo "{\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"$port\"}]}}" > "$container/hostconfig.json"
unshare --net busybox httpd -f -p 80 -h /srv < /dev/null > /dev/null 2>&1 &
echo $! > "$group/cgroup.procs"
