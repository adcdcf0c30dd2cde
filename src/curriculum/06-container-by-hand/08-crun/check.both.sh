b=/usr/lib/drydock/busybox
route=$($b ip route get "10.$net.0.3" 2> /dev/null)
case $route in "10.$net.0.3 dev dock0 "*) ;; *) fail route ;; esac
[ -e "/proc/1/root/run/netns/$twin" ] || fail theirs
page=$($b wget -q -T 2 -O - "http://10.$net.0.3/" 2> /dev/null) || fail theirs
$b wget -q -T 2 -O /dev/null "http://10.$net.0.2/" 2> /dev/null || fail mine
saw page "$page"
