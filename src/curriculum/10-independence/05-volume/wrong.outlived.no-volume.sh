#@ message none
# What is written is kept in the writable layer.
record=$(grep -l "\"Name\":\"/$first\"" /var/lib/docker/containers/*/config.v2.json)
id=${record%/*}
read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs"
mkdir "/proc/$pid/root/data"
echo "$word" > "/proc/$pid/root/data/note"
