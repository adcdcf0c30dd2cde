b=/usr/lib/drydock/busybox
verdict=none
while read -r _ _ _ root where _; do
  case $root in uts:*) ;; *) continue ;; esac
  kept=/proc/1/root$where
  [ "$kept" -ef /proc/1/ns/uts ] && continue
  saw where "$where"
  name=$($b nsenter -u"$kept" $b hostname) || continue
  saw seen "$name"
  if [ "$name" != "$other" ]; then
    [ "$verdict" = alive ] || verdict=other
    continue
  fi
  verdict=empty
  for candidate in $(pids_outside uts); do
    [ "/proc/$candidate/ns/uts" -ef "$kept" ] || continue
    saw pid "$candidate"
    verdict=alive
    break
  done
  [ "$verdict" = alive ] || break
done < /proc/1/mountinfo 2>/dev/null
case $verdict in
  none) fail none ;;
  other) fail other ;;
  alive) fail alive ;;
esac
root=${root#uts:[}
saw ns "${root%]}"
