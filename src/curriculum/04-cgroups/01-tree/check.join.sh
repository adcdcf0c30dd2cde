procs=/sys/fs/cgroup/$group/cgroup.procs
[ -f "$procs" ] || fail absent
if read -r pid 2> /dev/null < "$procs"; then
  read -r name < "/proc/$pid/comm"
  saw pid "$pid"
  saw name "$name"
  exit 0
fi
for pid in $(learner_pids); do
  read -r name 2> /dev/null < "/proc/$pid/comm" || continue
  if [ "$name" = sleep ]; then
    saw pid "$pid"
    saw cgroup "$(cgroup_of "$pid")"
    fail elsewhere
  fi
done
fail empty
