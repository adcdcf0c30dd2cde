#@ message old
# Beside the first page, where nobody is led to.
record=$(grep -l "\"Name\":\"/$first\"" /var/lib/docker/containers/*/config.v2.json)
id=${record%/*}
read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs"
echo "<h1>$word</h1>" > "/proc/$pid/root/usr/share/nginx/html/home.html"
