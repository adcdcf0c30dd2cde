b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$name\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail gone
saw pid "$pid"
inside=
for process in /proc/[0-9]*; do
  [ "$process/ns/net" -ef "/proc/$pid/ns/net" ] || continue
  guest=${process#/proc/}
  [ "$guest" != "$pid" ] || continue
  saw guest "$guest"
  [ "$process/ns/mnt" -ef /proc/1/ns/mnt ] && exit 0
  inside=1
done
[ -z "$inside" ] || fail other-files
fail nobody
