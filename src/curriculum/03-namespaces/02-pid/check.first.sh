for candidate in $(pids_outside pid); do
  while read -r key numbers; do
    [ "$key" != NSpid: ] || break
  done < "/proc/$candidate/status"
  # One number for each level, the innermost last.
  [ "${numbers##*[!0-9]}" = 1 ] || continue
  saw pid "$candidate"
  saw ns "$(ns_of "$candidate" pid)"
  exit 0
done 2>/dev/null
# Without --fork the link for the children leads elsewhere, or nowhere while the new namespace has no PID 1.
for candidate in $(learner_pids); do
  [ "/proc/$candidate/ns/pid" -ef "/proc/$candidate/ns/pid_for_children" ] && continue
  [ -e "/proc/$candidate/ns/pid" ] || continue
  saw pid "$candidate"
  fail nofork
done
fail none
