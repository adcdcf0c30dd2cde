verdict=none
seen=''
for candidate in $(pids_outside time); do
  [ "/proc/$candidate/ns/time" -ef "/proc/$seen/ns/time" ] && continue
  seen=$candidate
  while read -r clock seconds _; do
    [ "$clock" = boottime ] || continue
    verdict=offset
    saw pid "$candidate"
    saw ns "$(/usr/lib/drydock/busybox stat -Lc %i "/proc/$candidate/ns/time")"
    saw seen "$seconds"
    [ "$seconds" != "$ahead" ] || exit 0
  done < "/proc/$candidate/timens_offsets"
done 2>/dev/null
[ "$verdict" = none ] && fail none
fail offset
