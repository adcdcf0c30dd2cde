red=/proc/1/root/run/netns/red
# A second name of the initial namespace leads into no other world, and a plain file of that name into none at all.
[ -e "$red" ] && ! [ "$red" -ef /proc/1/ns/net ] || fail none
links=$(/usr/lib/drydock/busybox nsenter -n"$red" /usr/bin/ip -o link 2>/dev/null) || fail none
# "2: eth0@if5: <...": number and name of the end inside, number of the end outside. lo comes first and has no other end.
case $links in *@*) ;; *) fail nocable ;; esac
inside=${links%%@*}
index=${inside%: *}
index=${index##*[!0-9]}
inside=${inside##*: }
peer=${links#*@}
peer=${peer%%:*}
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
