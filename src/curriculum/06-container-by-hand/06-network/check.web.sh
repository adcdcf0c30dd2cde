b=/usr/lib/drydock/busybox
# Where would the kernel send it? To nobody, to the machine itself, or over the bridge to a network that must be there.
route=$($b ip route get "10.$net.0.2" 2> /dev/null)
case $route in
  "10.$net.0.2 dev dock0 "*) [ -e "/proc/1/root/run/netns/$name" ] || fail silent ;;
  *" dev lo "*) saw route "$route" && fail here ;;
  *) fail silent ;;
esac
page=$($b wget -q -T 2 -O - "http://10.$net.0.2/" 2> /dev/null) || fail silent
saw page "$page"
[ "$page" = "hello from $town" ] || fail other-page
