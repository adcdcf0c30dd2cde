box=/sys/fs/cgroup/$group/box
[ -d "$box" ] || fail absent
killed=0
hit=0
while read -r name count; do
  case $name in
    max) hit=$count ;;
    oom_kill) killed=$count ;;
  esac
done < "$box/memory.events"
read -r peak < "$box/memory.peak"
read -r max < "$box/memory.max"
saw killed "$killed"
saw peak "$peak"
saw max "$max"
[ "$max" = $((mb * 1048576)) ] || fail nolimit
[ "$killed" = 0 ] || exit 0
[ "$peak" = 0 ] && fail unused
[ "$hit" = 0 ] && fail within
fail reclaimed
