rootfs=/proc/1/root/srv/dock/$name/rootfs
box=
for pid in $(pids_outside pid); do
  [ "/proc/$pid/root" -ef "$rootfs" ] || continue
  box=$pid
  break
done
[ -n "$box" ] || fail none
saw pid "$box"
dev=/proc/$box/root/dev
found=
while read -r _ _ _ _ point rest; do
  [ "$point" = /dev ] || continue
  rest=${rest##* - }
  found=${rest%% *}
done < "/proc/$box/mountinfo"
[ -e "$dev/sda" ] && fail disk
[ "$found" != devtmpfs ] || fail disk
for node in null zero tty; do
  saw node "$node"
  [ -e "$dev/$node" ] || fail missing
  [ -c "$dev/$node" ] || fail plain
done
[ "$(stat -c %t:%T "$dev/null" "$dev/zero" "$dev/tty")" = "1:3
1:5
5:0" ] || fail plain
[ -n "$found" ] || fail on-layer
saw found "$found"
