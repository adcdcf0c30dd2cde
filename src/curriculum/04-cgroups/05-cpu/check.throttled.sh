slow=/sys/fs/cgroup/$group/slow
[ -d "$slow" ] || fail absent
throttled=0
while read -r name count; do
  case $name in
    usage_usec) used=$((count / 1000)) ;;
    nr_periods) periods=$count ;;
    nr_throttled) throttled=$count ;;
    throttled_usec) waited=$((count / 1000)) ;;
  esac
done < "$slow/cpu.stat"
read -r quota period < "$slow/cpu.max"
saw used "$used"
saw periods "$periods"
saw throttled "$throttled"
saw waited "$waited"
[ "$quota $period" = "${percent}000 100000" ] || fail nolimit
[ "$throttled" -ge 10 ] && exit 0
read -r pid < "$slow/cgroup.procs" || fail empty
[ "$throttled" = 0 ] && fail idle
fail soon
