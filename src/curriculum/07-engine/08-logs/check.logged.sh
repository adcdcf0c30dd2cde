b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$name\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
saw pid "$pid"
$b grep -qs "^{\"log\":\"$line\\\\n\",\"stream\":\"std[a-z]*\",\"time\":" "${record%/*}/$id-json.log" || fail silent
exit 0
