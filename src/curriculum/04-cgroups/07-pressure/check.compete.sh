top=/sys/fs/cgroup/$group
for side in web batch; do
  [ -d "$top/$side" ] || { saw name $side; fail absent; }
done
for side in web batch; do
  read -r pid < "$top/$side/cgroup.procs" || { saw name $side; fail empty; }
  read -r _ _ _ _ total < "$top/$side/cpu.pressure"
  eval "$side=\$((\${total#total=} / 1000))"
done
saw web "$web"
saw batch "$batch"
[ "$web" -ge 1000 ] && [ "$batch" -ge 1000 ] || fail calm
