b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$name\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
if read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs"; then
  saw pid "$pid"
  fail running
fi
saw id "${id%"${id#????????????}"}"
$b grep -q '"HasBeenManuallyStopped":true' "$record" || fail by-itself
exit 0
