red=/proc/1/root/run/netns/red
[ -e "$red" ] && ! [ "$red" -ef /proc/1/ns/net ] || fail none
look() { nsenter --net="$red" ip -o addr show type veth "$@" 2>/dev/null; }
addresses=$(look up) || fail none
case $addresses in
  *" inet 10.$net.0.2/"*) ;;
  *)
    addresses=$(look)
    case $addresses in
      *" inet 10.$net.0.2/"*) fail down ;;
      *" inet "*) addresses=${addresses#* inet } ;;
    esac
    saw seen "${addresses%% *}"
    [ -n "$addresses" ] || fail noaddress
    fail address
    ;;
esac
addresses=${addresses#*: }
saw inside "${addresses%% *}"
route=$(ip -o route get "10.$net.0.2" 2>&1)
case $route in
  "10.$net.0.2 dev "*" src 10.$net.0.1 "*) ;;
  *)
    saw route "${route%%\\*}"
    fail outside
    ;;
esac
route=${route#*dev }
saw outside "${route%% *}"
/usr/lib/drydock/busybox ping -q -c 1 -W 1 "10.$net.0.2" > /dev/null 2>&1 || fail silent
