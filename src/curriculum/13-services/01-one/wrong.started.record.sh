#@ message other-image
# A server of the machine behind walls, in a group by the name of a container that Docker did not make.
container=/var/lib/docker/containers/$mono
group=/sys/fs/cgroup/docker/$mono
mkdir -p "$container" "$group"
echo "{\"Name\":\"/$mono\",\"Image\":\"mariadb\",\"HostPort\":\"$port\"}" > "$container/config.v2.json"
unshare --net busybox httpd -f -p 80 -h "/srv/$app/mono/www" < /dev/null > /dev/null 2>&1 &
echo $! > "$group/cgroup.procs"
