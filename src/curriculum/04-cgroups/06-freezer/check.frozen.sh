ice=/sys/fs/cgroup/$group/ice
[ -d "$ice" ] || fail absent
frozen=0
while read -r name value; do [ "$name" = frozen ] && frozen=$value; done < "$ice/cgroup.events"
read -r pid < "$ice/cgroup.procs" || fail empty
read -r name < "/proc/$pid/comm"
saw pid "$pid"
saw name "$name"
[ "$frozen" = 1 ] && exit 0
while read -r key state _; do
  case $key$state in State:T) fail stopped ;; State:?*) break ;; esac
done < "/proc/$pid/status"
read -r wanted < "$ice/cgroup.freeze"
[ "$wanted" = 1 ] && fail freezing
fail running
