b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
case $cap in
  FOWNER) bit=3 ;;
  KILL) bit=5 ;;
  SETGID) bit=6 ;;
  SETUID) bit=7 ;;
  NET_BIND_SERVICE) bit=10 ;;
  SYS_CHROOT) bit=18 ;;
esac
set -- $($b grep -E '^Cap(Eff|Bnd):' "/proc/$pid/status")
[ $# = 4 ] || fail idle
has=$2
may=$4
saw has "$has"
saw may "$may"
[ $((0x$may & ~(1 << bit))) = 0 ] || fail more
[ $((0x$may)) != 0 ] || fail nothing
[ "$has" = "$may" ] || fail unused
exit 0
