top=/sys/fs/cgroup/$group
[ -d "$top/web" ] || fail noleaf
read -r type < "$top/web/cgroup.type"
[ "$type" = domain ] || fail threaded
inner=0
while read -r pid; do inner=$((inner + 1)); done < "$top/cgroup.procs"
saw inner $inner
[ $inner = 0 ] || fail inner
read -r pid < "$top/web/cgroup.procs" || fail leafempty
saw pid "$pid"
