b=/usr/lib/drydock/busybox
# plugged NAME: whether the outer end of the container's cable is in docker0 and up; sets $veth.
plugged() {
  record=$($b grep -ls "\"Name\":\"/$1\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail gone
  id=${record%/*}
  read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs" || fail gone
  veth=
  read -r number < "/proc/$pid/root/sys/class/net/eth0/iflink" || fail no-cable
  for link in /sys/class/net/veth*; do
    read -r index < "$link/ifindex"
    [ "$index" != "$number" ] || veth=${link##*/}
  done
  [ -n "$veth" ] || fail no-cable
  read -r flags < "/sys/class/net/$veth/flags"
  case $flags in *[02468ace]) return 1 ;; esac
  [ "/sys/class/net/$veth/master" -ef /sys/class/net/docker0 ]
}
plugged "$twin" || fail wrong-one
saw twin "$veth"
plugged "$name" && fail plugged
saw veth "$veth"
exit 0
