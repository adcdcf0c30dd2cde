b=/usr/lib/drydock/busybox
$b wget -q -T 2 -O /dev/null "http://10.$net.0.2/" 2> /dev/null || fail mine
route=$($b ip route get "10.$net.0.3")
case $route in "10.$net.0.3 dev dock0 "*) ;; *) fail route ;; esac
page=$($b wget -q -T 2 -O - "http://10.$net.0.3/" 2> /dev/null) || fail theirs
saw page "$page"
