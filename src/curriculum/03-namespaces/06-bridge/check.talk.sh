# has WORLD ADDRESS: a veth that is up has it there.
has() {
  [ -e "/proc/1/root/run/netns/$1" ] || return 1
  ! [ "/proc/1/root/run/netns/$1" -ef /proc/1/ns/net ] || return 1
  case $(nsenter --net="/proc/1/root/run/netns/$1" ip -o addr show type veth up 2>/dev/null) in
    *" inet $2/"*) return 0 ;;
  esac
  return 1
}
has red "10.$net.0.2" || fail nored
has blue "10.$net.0.3" || fail noblue
blue=/proc/1/root/run/netns/blue
nsenter --net="$blue" /usr/lib/drydock/busybox ping -q -c 1 -W 1 "10.$net.0.2" > /dev/null 2>&1 || fail silent
# "10.1.0.2 dev eth0 lladdr 92:0f:c3:11:44:57 REACHABLE"; there is no such neighbour when one world has both addresses.
neighbour=$(nsenter --net="$blue" ip neigh show "10.$net.0.2")
case $neighbour in
  *" lladdr "*) neighbour=${neighbour#*lladdr } ;;
  *) fail silent ;;
esac
saw mac "${neighbour%% *}"
