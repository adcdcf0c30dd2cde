rootfs=/proc/1/root/srv/dock/$name/rootfs
box=
for pid in $(pids_outside pid); do
  [ "/proc/$pid/root" -ef "$rootfs" ] || continue
  box=$pid
  break
done
[ -n "$box" ] || fail none
saw pid "$box"
found=
while read -r _ _ _ _ point rest; do
  [ "$point" = /proc ] || continue
  rest=${rest##* - }
  found=${rest%% *}
done < "/proc/$box/mountinfo"
[ -n "$found" ] || fail nothing
saw found "$found"
[ "$found" = proc ] || fail no-proc
# Its number 1 must be the container's, not the machine's.
[ "/proc/$box/root/proc/1/ns/pid" -ef "/proc/$box/ns/pid" ] || fail host-proc
