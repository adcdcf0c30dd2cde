b=/usr/lib/drydock/busybox
red=/proc/1/root/run/netns/red
[ -e "$red" ] && ! [ "$red" -ef /proc/1/ns/net ] || fail none
# "2: eth0    inet 10.1.0.2/24 scope ..."
addresses=$($b nsenter -n"$red" $b ip -o addr 2>/dev/null) || fail none
case $addresses in
  *" inet 10.$net.0.2/"*) ;;
  *" inet "*)
    addresses=${addresses##* inet }
    saw seen "${addresses%% *}"
    fail address
    ;;
  *) fail noaddress ;;
esac
inside=${addresses%%" inet 10.$net.0.2/"*}
index=${inside%: *}
index=${index##*[!0-9]}
inside=${inside##*: }
inside=${inside%% *}
saw inside "$inside"
route=$($b ip route get "10.$net.0.2" 2>&1)
outside=${route#*dev }
outside=${outside%% *}
case $route in
  "10.$net.0.2 dev "*" src 10.$net.0.1 "*) ;;
  *)
    saw route "$route"
    fail outside
    ;;
esac
# The way out of here must end at that very interface.
read -r peer < "/sys/class/net/$outside/iflink"
[ "$peer" = "$index" ] || {
  saw route "$route"
  fail outside
}
saw outside "$outside"
$b ping -q -c 1 -W 1 "10.$net.0.2" > /dev/null 2>&1 && exit 0
case $($b nsenter -n"$red" /usr/bin/ip -o link show "$inside") in
  *,UP,* | *,UP\>*) fail silent ;;
esac
fail down
