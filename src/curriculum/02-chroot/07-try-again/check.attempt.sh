jail=/proc/1/root/srv/$room
pivoted=
within=
for pid in $(pids_outside mnt); do
  if [ "/proc/$pid/root/." -ef "/proc/$pid/root/.." ]; then
    [ "/proc/$pid/root" -ef "$jail" ] && pivoted=$pid
  elif [ "/proc/$pid/cwd" -ef "$jail" ] && [ "/proc/$pid/cwd/." -ef "/proc/$pid/cwd/.." ]; then
    saw pid "$pid"
    saw root "$(readlink "/proc/$pid/root")"
    saw ns "$(ns_of "$pid" mnt)"
    exit 0
  else
    within=$pid
  fi
done
if [ -n "$pivoted" ]; then
  saw pid "${within:-$pivoted}"
  [ -n "$within" ] || fail no-attempt
  saw root "$(readlink "/proc/$within/root")"
  fail within
fi
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  [ -e "/proc/$pid/exe" ] || continue
  [ "/proc/$pid/root" -ef /proc/1/root ] && continue
  if [ "/proc/$pid/cwd" -ef /proc/1/root ]; then
    saw pid "$pid"
    fail escaped
  fi
done
fail no-pivot
