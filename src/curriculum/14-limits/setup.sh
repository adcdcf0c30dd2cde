# The name of this lab is free, its image is here, and nothing that the texts have made is left.
docker=/var/lib/docker
! grep -qs "\"Name\":\"/$box\"" "$docker"/containers/*/config.v2.json || docker rm -f "$box" > /dev/null || exit
grep -qs '"busybox:latest"' "$docker/image/overlay2/repositories.json" || docker pull -q busybox > /dev/null || exit
rm -f /srv/mine /srv/rootsh
# The net under everything: a bomb in a container without a limit stops here, long before the machine has no memory left.
echo 500 > /sys/fs/cgroup/docker/pids.max
