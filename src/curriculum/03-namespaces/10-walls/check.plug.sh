b=/usr/lib/drydock/busybox
target=''
inside=''
for candidate in $(pids_outside pid); do
  [ "/proc/$candidate/ns/net" -ef /proc/1/ns/net ] && continue
  [ "/proc/$candidate/ns/net" -ef "/proc/$target/ns/net" ] && continue
  target=$candidate
  saw pid "$candidate"
  # "2: eth0    inet 10.1.1.2/24 scope ..."
  addresses=$($b nsenter -t "$candidate" -n $b ip -o addr)
  case $addresses in
    *" inet 10.$net.1.2/"*)
      inside=${addresses%%" inet 10.$net.1.2/"*}
      break
      ;;
  esac
done 2>/dev/null
[ -n "$target" ] || fail none
route=$($b ip route get "10.$net.1.2" 2>&1)
outside=${route#*dev }
outside=${outside%% *}
saw outside "$outside"
saw route "$route"
peer=''
[ ! -e "/sys/class/net/$outside/iflink" ] || read -r peer < "/sys/class/net/$outside/iflink"
index=${inside%: *}
index=${index##*[!0-9]}
case $route in
  "10.$net.1.2 dev "*" src 10.$net.1.1 "*)
    # The way from here must end at the very interface that has the address in there.
    if [ "$peer" = "$index" ]; then
      $b ping -q -c 1 -W 1 "10.$net.1.2" > /dev/null 2>&1 && exit 0
    fi
    ;;
esac
# What is missing? "2: eth0@if5: <...,UP,...": lo comes first and is no cable.
links=$($b nsenter -t "$target" -n /usr/bin/ip -o link 2>/dev/null)
case $links in *@if*) ;; *) fail nocable ;; esac
[ -n "$inside" ] || fail inside
case ${links#*@if} in *,UP,* | *,UP\>*) ;; *) fail inside ;; esac
case $route in "10.$net.1.2 dev "*" src 10.$net.1.1 "*) fail silent ;; esac
fail outside
