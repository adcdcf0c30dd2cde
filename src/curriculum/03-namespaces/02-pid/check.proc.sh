# The machine's own /proc, as the learner's outer shells see it, must still be that of the initial PID namespace.
[ /proc/1/root/proc/1/ns/pid -ef /proc/1/ns/pid ] || fail spilled
nearest=''
for candidate in $(pids_outside pid); do
  while read -r key numbers; do
    [ "$key" != NSpid: ] || break
  done < "/proc/$candidate/status"
  [ "${numbers##*[!0-9]}" = 1 ] || continue
  nearest=$candidate
  # The last mount at /proc is the one that is seen; anything but a procfs could hold any file.
  kind=''
  while read -r line; do
    case $line in
      *' / /proc '*' - proc '*) kind=proc ;;
      *' /proc '*) kind=other ;;
    esac
  done < "/proc/$candidate/mountinfo"
  saw pid "$candidate"
  saw ns "$(/usr/lib/drydock/busybox stat -Lc %i "/proc/$candidate/ns/pid")"
  [ "$kind" = proc ] || continue
  [ "/proc/$candidate/root/proc/1/ns/pid" -ef "/proc/$candidate/ns/pid" ] && exit 0
done 2>/dev/null
[ -n "$nearest" ] || fail none
fail hostproc
