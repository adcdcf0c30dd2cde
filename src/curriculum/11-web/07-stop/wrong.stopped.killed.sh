#@ message by-itself
# Docker only hears of it.
record=$(grep -l "\"Name\":\"/$second\"" /var/lib/docker/containers/*/config.v2.json)
id=${record%/*}
read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs"
kill -KILL "$pid"
sleep 1
