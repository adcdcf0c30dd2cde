for candidate in $(pids_outside pid); do
  while read -r key numbers; do
    [ "$key" != NSpid: ] || break
  done < "/proc/$candidate/status"
  # One number for each level, the innermost last.
  [ "${numbers##*[!0-9]}" = 1 ] || continue
  saw pid "$candidate"
  saw ns "$(/usr/lib/drydock/busybox stat -Lc %i "/proc/$candidate/ns/pid")"
  exit 0
done 2>/dev/null
# Without --fork the link for the children leads elsewhere, or nowhere while the new namespace has no PID 1.
for process in /proc/[0-9]*; do
  [ "$process/ns/pid" -ef "$process/ns/pid_for_children" ] && continue
  [ -e "$process/exe" ] || continue
  saw pid "${process#/proc/}"
  fail nofork
done
fail none
