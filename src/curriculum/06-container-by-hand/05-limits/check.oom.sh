group=/sys/fs/cgroup/dock/$name
[ -e "$group/memory.events" ] || fail absent
killed=0
while read -r key count; do
  [ "$key" != oom_kill ] || killed=$count
done < "$group/memory.events"
read -r peak < "$group/memory.peak"
read -r max < "$group/memory.max"
saw killed "$killed"
saw peak "$peak"
saw max "$max"
[ "$max" = $((mb * 1048576)) ] || fail unlimited
[ "$killed" != 0 ] || fail within
