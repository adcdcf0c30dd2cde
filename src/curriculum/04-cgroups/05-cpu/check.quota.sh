slow=/sys/fs/cgroup/$group/slow
[ -d "$slow" ] || fail absent
read -r quota period < "$slow/cpu.max"
saw quota "$quota"
saw period "$period"
[ "$quota $period" = "${percent}000 100000" ] && exit 0
[ "$quota" = max ] && fail unlimited
[ "$quota $period" = "100000 ${percent}000" ] && fail swapped
fail other
