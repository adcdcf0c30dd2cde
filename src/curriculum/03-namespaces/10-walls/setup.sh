hostname drydock
while ! [ -e /proc/self/status ]; do umount /proc || break; done
ip link delete veth-box 2>/dev/null
# The hidden world of the step before would stand beside the learner's own in every list.
for pid in $(pgrep -x sleep); do
  [ "/proc/$pid/ns/pid" -ef /proc/1/ns/pid ] && continue
  [ "$(nsenter -t "$pid" -u hostname)" = "$other" ] && kill -9 "$pid"
done
exit 0
