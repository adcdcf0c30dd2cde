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
# The start of any program may be throttled a few times: what counts is that something still wants to run, or did for long.
[ "$throttled" -ge 50 ] && exit 0
wants=nobody
while read -r pid; do
  wants=sleep
  IFS= read -r stat < "/proc/$pid/stat" || continue
  case ${stat##*') '} in R*) wants=run && break ;; esac
done < "$slow/cgroup.procs" 2>/dev/null
case $wants in
  nobody) fail empty ;;
  sleep) fail idle ;;
esac
[ "$throttled" -ge 10 ] || fail soon
