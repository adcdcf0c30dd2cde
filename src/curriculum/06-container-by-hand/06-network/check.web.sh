b=/usr/lib/drydock/busybox
page=$($b wget -q -T 2 -O - "http://10.$net.0.2/" 2> /dev/null) || fail silent
saw page "$page"
[ "$page" = "hello from $town" ] || fail other-page
# Somebody in the container's network must have answered.
route=$($b ip route get "10.$net.0.2")
case $route in "10.$net.0.2 dev dock0 "*) exit 0 ;; esac
fail here
