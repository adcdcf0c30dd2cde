hostname drydock
while ! [ -e /proc/self/status ]; do umount /proc || break; done
# Let go of the names that earlier tries kept.
while read -r _ _ _ root where _; do
  case $root in uts:*) umount "$where" ;; esac
done < /proc/self/mountinfo
rm -f /run/kept
# One hidden world, called $other, and not a second one while the first still lives.
hidden() {
  for pid in $(pgrep -x sleep); do
    [ "/proc/$pid/ns/pid" -ef /proc/1/ns/pid ] && continue
    [ "$(nsenter -t "$pid" -u hostname)" = "$other" ] && return 0
  done
  return 1
}
hidden && exit 0
# This shell ends at once, and what it started stays: PID 1 behind its walls.
unshare --pid sh -c "
  unshare --mount --uts --ipc --net --mount-proc sh -c 'hostname $other; exec sleep infinity' < /dev/null > /dev/null 2>&1 &
"
# The step opens when this ends, so not before it is there.
until hidden; do sleep 0.05; done
