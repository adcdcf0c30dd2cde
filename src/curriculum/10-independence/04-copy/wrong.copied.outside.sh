#@ message lost
# Changed before it was copied.
echo "$other" > /root/letter
record=$(grep -l "\"Name\":\"/$first\"" /var/lib/docker/containers/*/config.v2.json)
id=${record%/*}
read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs"
cp /root/letter "/proc/$pid/root/letter"
