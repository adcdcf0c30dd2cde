verdict=none
for candidate in $(pids_outside time); do
  while read -r clock seconds _; do
    [ "$clock" = boottime ] || continue
    verdict=offset
    saw pid "$candidate"
    saw ns "$(ns_of "$candidate" time)"
    saw seen "$seconds"
    [ "$seconds" != "$ahead" ] || exit 0
  done < "/proc/$candidate/timens_offsets"
done 2>/dev/null
[ "$verdict" = none ] && fail none
fail offset
