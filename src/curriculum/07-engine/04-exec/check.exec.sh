b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$name\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail gone
id=${record%/*}
id=${id##*/}
first= guest=
while read -r member; do
  while read -r key parent; do
    [ "$key" != PPid: ] || break
  done < "/proc/$member/status"
  # Whoever was born in the container has a parent there.
  [ "/proc/$parent/ns/pid" -ef "/proc/$member/ns/pid" ] && continue
  while read -r key numbers; do
    [ "$key" != NSpid: ] || break
  done < "/proc/$member/status"
  number=${numbers##*[!0-9]}
  if [ "$number" = 1 ]; then
    first=$member
    saw pid "$first"
    continue
  fi
  saw guest "$member"
  saw number "$number"
  guest=$member
done 2> /dev/null < "/sys/fs/cgroup/docker/$id/cgroup.procs"
[ -n "$first" ] || fail gone
[ -n "$guest" ] && [ "/proc/$guest/ns/pid" -ef "/proc/$first/ns/pid" ] && exit 0
for process in /proc/[0-9]*; do
  [ "$process/ns/pid" -ef "/proc/$first/ns/pid" ] && [ "$process" != "/proc/$first" ] || continue
  saw guest "${process#/proc/}"
  saw group "$(cgroup_of "${process#/proc/}")"
  fail unlimited
done
fail nobody
