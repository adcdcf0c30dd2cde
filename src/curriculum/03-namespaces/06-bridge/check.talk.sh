b=/usr/lib/drydock/busybox
# Sets $addresses to what the namespace has.
look_into() {
  world=/proc/1/root/run/netns/$1
  [ -e "$world" ] && ! [ "$world" -ef /proc/1/ns/net ] || return 1
  addresses=$($b nsenter -n"$world" $b ip -o addr 2>/dev/null)
}
look_into red || fail nored
case $addresses in *" inet 10.$net.0.2/"*) ;; *) fail nored ;; esac
look_into blue || fail noblue
case $addresses in *" inet 10.$net.0.3/"*) ;; *) fail noblue ;; esac
# One that has both addresses would answer itself.
case $addresses in *" inet 10.$net.0.2/"*) fail silent ;; esac
ping=$($b nsenter -n"$world" $b ping -q -c 1 -W 1 "10.$net.0.2" 2>/dev/null) || fail silent
# "round-trip min/avg/max = 0.895/0.895/0.895 ms"
saw time "${ping##*/}"
