b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$mono\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail gone
id=${record%/*}
read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs" && saw pid "$pid" && fail up
# Number 1 ends with 3 when it was the database that ended.
state=$($b grep -oE '"(ExitCode":[0-9]+|HasBeenManuallyStopped":true)' "$record") || fail gone
case $state in
  *Manually*) fail stopped ;;
  '"ExitCode":3') exit 0 ;;
esac
saw code "${state#*:}"
fail other-end
