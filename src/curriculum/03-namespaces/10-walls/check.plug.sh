verdict=none
looked=' '
for candidate in $(pids_outside pid); do
  [ "/proc/$candidate/ns/net" -ef /proc/1/ns/net ] && continue
  world=$(ns_of "$candidate" net)
  case $looked in *" $world "*) continue ;; esac
  looked="$looked$world "
  cables=$(nsenter -t "$candidate" -n ip -o addr show type veth up)
  saw pid "$candidate"
  case $cables in
    *" inet 10.$net.1.2/"*)
      verdict=inside
      break
      ;;
  esac
  [ -n "$(nsenter -t "$candidate" -n ip -o link show type veth)" ] && verdict=address && continue
  [ "$verdict" = address ] || verdict=nocable
done 2>/dev/null
case $verdict in
  none) fail none ;;
  nocable) fail nocable ;;
  address) fail inside ;;
esac
route=$(ip -o route get "10.$net.1.2" 2>&1)
case $route in
  "10.$net.1.2 dev "*" src 10.$net.1.1 "*) ;;
  *)
    saw route "${route%%\\*}"
    fail outside
    ;;
esac
route=${route#*dev }
saw outside "${route%% *}"
/usr/lib/drydock/busybox ping -q -c 1 -W 1 "10.$net.1.2" > /dev/null 2>&1 || fail silent
