b=/usr/lib/drydock/busybox
rootfs=/proc/1/root/srv/dock/$name/rootfs
box=
for pid in $(pids_outside pid); do
  [ "/proc/$pid/root" -ef "$rootfs" ] || continue
  box=$pid
  [ "/proc/$pid/ns/net" -ef /proc/1/ns/net ] || break
done
[ -n "$box" ] || fail none
saw pid "$box"
[ "/proc/$box/ns/net" -ef /proc/1/ns/net ] && fail shared
# "2: eth0    inet 10.1.0.2/24 scope ..."
addresses=$($b nsenter -t "$box" -n $b ip -o addr)
case $addresses in
  *" inet 10.$net.0.2/"*) ;;
  *" inet "*)
    addresses=${addresses##*" inet "}
    saw seen "${addresses%% *}"
    fail address
    ;;
  *) fail no-address ;;
esac
index=${addresses%%" inet 10.$net.0.2/"*}
index=${index%: *}
index=${index##*[!0-9]}
# The other end of the cable: here, and plugged into a bridge that has the gateway's address.
for device in /sys/class/net/*; do
  read -r partner < "$device/iflink"
  [ "$partner" = "$index" ] && [ -e "$device/brport" ] || continue
  [ "$device/master" -ef /sys/class/net/dock0 ] || continue
  saw port "${device##*/}"
  $b ping -q -c 1 -W 1 "10.$net.0.2" > /dev/null 2>&1 && exit 0
  fail silent
done
fail unplugged
