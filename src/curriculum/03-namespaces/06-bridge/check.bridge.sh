b=/usr/lib/drydock/busybox
# Sets $port to the device outside whose cable ends in the namespace; "2: eth0@if5: <..." names the numbers of both ends.
find_port() {
  world=/proc/1/root/run/netns/$1
  [ -e "$world" ] && ! [ "$world" -ef /proc/1/ns/net ] || return 1
  links=$($b nsenter -n"$world" $b ip -o link 2>/dev/null)
  # Busybox, which starts quickly, takes the number of a device outside for one inside when there is one with this number.
  case ${links#*@} in
    if[0-9]*) ;;
    *) links=$($b nsenter -n"$world" /usr/bin/ip -o link 2>/dev/null) ;;
  esac
  index=${links%%@*}
  index=${index%: *}
  index=${index##*[!0-9]}
  peer=${links#*@if}
  peer=${peer%%:*}
  for device in /sys/class/net/*; do
    read -r number < "$device/ifindex"
    read -r partner < "$device/iflink"
    [ "$number $partner" = "$peer $index" ] || continue
    port=${device##*/}
    return 0
  done
  return 1
}
find_port red || fail nored
first=$port
find_port blue || fail noblue
second=$port
saw first "$first"
saw second "$second"
for port in "$first" "$second"; do
  # Only a port of a bridge has this folder.
  [ -d "/sys/class/net/$port/brport" ] && continue
  saw seen "$port"
  fail unplugged
done
[ "/sys/class/net/$first/master" -ef "/sys/class/net/$second/master" ] || fail apart
for device in /sys/class/net/*; do
  [ "$device" -ef "/sys/class/net/$first/master" ] && saw bridge "${device##*/}"
done
exit 0
