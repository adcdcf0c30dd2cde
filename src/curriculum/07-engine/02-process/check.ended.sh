b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$name\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
if read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs"; then
  saw pid "$pid"
  fail running
fi
# What Docker wrote down: whether it gave the order itself, and what it heard of the end.
case $(grep -oE '"(Running|ExitCode|HasBeenManuallyStopped)":[a-z0-9]*' "$record") in
  *'"Running":true'*) fail unheard ;;
  *Stopped\":true*) fail by-docker ;;
  *'"ExitCode":137'*) exit 0 ;;
esac
fail other
