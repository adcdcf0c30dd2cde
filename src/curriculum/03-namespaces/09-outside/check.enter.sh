b=/usr/lib/drydock/busybox
# The hidden world: PID 1 of its own PID namespace, a sleep, in the UTS namespace called $other.
target=''
for candidate in $(pids_outside pid); do
  read -r program < "/proc/$candidate/comm"
  [ "$program" = sleep ] || continue
  while read -r key numbers; do
    [ "$key" != NSpid: ] || break
  done < "/proc/$candidate/status"
  [ "${numbers##*[!0-9]}" = 1 ] || continue
  [ "$($b nsenter -t "$candidate" -u $b hostname)" = "$other" ] || continue
  target=$candidate
  break
done 2>/dev/null
[ -n "$target" ] || fail gone
saw target "$target"
saw ns "$($b stat -Lc %i "/proc/$target/ns/pid")"
verdict=nobody
for candidate in $(pids_outside pid); do
  [ "$candidate" != "$target" ] || continue
  [ "/proc/$candidate/ns/pid" -ef "/proc/$target/ns/pid" ] || continue
  missing=''
  for kind in mnt uts ipc net; do
    [ "/proc/$candidate/ns/$kind" -ef "/proc/$target/ns/$kind" ] || missing="$missing $kind"
  done
  [ -e "/proc/$candidate/exe" ] || continue
  saw pid "$candidate"
  [ -n "$missing" ] || exit 0
  saw missing "${missing# }"
  verdict=partly
done
[ "$verdict" = nobody ] && fail nobody
fail partly
