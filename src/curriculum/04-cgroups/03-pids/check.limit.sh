jail=/sys/fs/cgroup/$group/jail
[ -d "$jail" ] || fail absent
read -r max < "$jail/pids.max"
saw max "$max"
[ "$max" = "$pids" ] && exit 0
[ "$max" = max ] && fail unlimited
fail other
