jail=/sys/fs/cgroup/$group/jail
[ -d "$jail" ] || fail absent
read -r max < "$jail/pids.max"
read -r peak < "$jail/pids.peak"
read -r _ refused < "$jail/pids.events"
saw max "$max"
saw peak "$peak"
saw refused "$refused"
if [ "$max" != "$pids" ]; then
  [ "$peak" = 0 ] || fail unlimited
  fail nolimit
fi
[ "$peak" = 0 ] && fail unused
[ "$refused" = 0 ] && fail calm
[ "$peak" -ge "$pids" ] || fail calm
