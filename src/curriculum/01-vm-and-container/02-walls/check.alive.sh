problem=none
for pid in $(pids_outside pid); do
  missing=
  for type in mnt uts ipc net; do
    [ "/proc/$pid/ns/$type" -ef "/proc/1/ns/$type" ] && missing=$type
  done
  saw pid "$pid"
  if [ -n "$missing" ]; then
    saw type "$missing"
    problem=wall
  elif [ "/proc/$pid/root" -ef /proc/1/root/root/box ]; then
    exit 0
  else
    problem=root
  fi
done
case $problem in
  none) fail none ;;
  wall) fail wall ;;
  root) fail root ;;
esac
