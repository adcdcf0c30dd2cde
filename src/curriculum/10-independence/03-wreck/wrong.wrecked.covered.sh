#@ message covered
# An empty directory in front of it.
record=$(grep -l "\"Name\":\"/$first\"" /var/lib/docker/containers/*/config.v2.json)
id=${record%/*}
read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs"
nsenter -t "$pid" --mount /bin/busybox mount -t tmpfs none /bin
