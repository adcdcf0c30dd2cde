red=/proc/1/root/run/netns/red
# A plain file of that name, and a second name of the initial namespace, lead into no other world.
[ -e "$red" ] && ! [ "$red" -ef /proc/1/ns/net ] || fail none
links=$(nsenter --net="$red" ip -o link show type veth 2>/dev/null) || fail none
[ -n "$links" ] || fail nocable
# "2: eth0@if5: <...": number and name of the end inside, number of the end outside.
index=${links%%:*}
links=${links#*: }
inside=${links%%@*}
links=${links#*@}
peer=${links%%:*}
peer=${peer#if}
saw inside "$inside"
for device in /sys/class/net/*; do
  read -r number < "$device/ifindex"
  read -r partner < "$device/iflink"
  [ "$number $partner" = "$peer $index" ] || continue
  saw outside "${device##*/}"
  exit 0
done
fail elsewhere
