b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
group=/sys/fs/cgroup/docker/$id
read -r pid < "$group/cgroup.procs" || fail idle
read -r quota period < "$group/cpu.max" || fail idle
saw quota "$quota"
saw period "$period"
[ "$quota" != max ] || fail unlimited
[ "$quota $period" = "${percent}000 100000" ] || fail other
while read -r name count; do
  case $name in
    nr_periods) periods=$count ;;
    nr_throttled) throttled=$count ;;
  esac
done < "$group/cpu.stat"
saw periods "$periods"
saw throttled "$throttled"
# The start of any program may be throttled a few times.
[ "$throttled" -ge 20 ] || fail calm
exit 0
