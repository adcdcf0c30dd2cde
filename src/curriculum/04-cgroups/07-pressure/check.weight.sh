top=/sys/fs/cgroup/$group
for side in web batch; do
  [ -d "$top/$side" ] || { saw name $side; fail absent; }
done
read -r webweight < "$top/web/cpu.weight"
read -r batchweight < "$top/batch/cpu.weight"
saw webweight "$webweight"
saw batchweight "$batchweight"
if [ "$webweight" = 100 ] && [ "$batchweight" = "$weight" ]; then fail swapped; fi
[ "$webweight" = "$weight" ] || fail weight
[ "$batchweight" = 100 ] || fail batch
for side in web batch; do
  read -r pid < "$top/$side/cgroup.procs" || { saw name $side; fail empty; }
  read -r _ share _ < "$top/$side/cpu.pressure"
  eval "$side=\${share#avg10=}"
done
saw web "$web"
saw batch "$batch"
# Whole percents are enough: "avg10=7.31" counts as 7.
[ "${batch%.*}" -ge 5 ] || fail calm
[ $((${web%.*} * 3)) -lt $((${batch%.*} * 2)) ] || fail waiting
