b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
group=/sys/fs/cgroup/docker/$id
if ! read -r pid < "$group/cgroup.procs"; then
  $b grep -q '"OOMKilled":true' "$record" || fail idle
  fail whole
fi
saw pid "$pid"
read -r limit < "$group/memory.max" || fail idle
[ "$limit" = "$((mb * 1048576))" ] || fail no-limit
killed=0
while read -r name count; do
  [ "$name" != oom_kill ] || killed=$count
done < "$group/memory.events"
saw killed "$killed"
[ "$killed" != 0 ] || fail calm
exit 0
