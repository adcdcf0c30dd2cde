jail=/sys/fs/cgroup/$group/jail
[ -d "$jail" ] || fail absent
read -r _ refused < "$jail/pids.events"
read -r current < "$jail/pids.current"
read -r peak < "$jail/pids.peak"
saw refused "$refused"
saw current "$current"
saw peak "$peak"
[ "$refused" = 0 ] && fail notyet
read -r _ populated < "$jail/cgroup.events"
[ "$populated" = 0 ] || fail alive
