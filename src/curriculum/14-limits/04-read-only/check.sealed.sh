b=/usr/lib/drydock/busybox
record=$($b grep -ls "\"Name\":\"/$box\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail none
id=${record%/*}
id=${id##*/}
read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || fail idle
saw pid "$pid"
# Of the lines for the root and for /tmp what matters: where, how, and of which type and size.
set -- $($b grep -oE ' (/|/tmp) r[ow],[^ ]* - [a-z0-9]+ [^ ]+ r[ow](,size=[0-9]+k)?' "/proc/$pid/mountinfo")
root=rw
tmp=
while [ $# -ge 6 ]; do
  case "$1 $4" in
    '/ '*) root=${2%%,*} ;;
    '/tmp tmpfs') tmp="${2%%,*} $6" ;;
    '/tmp '*) tmp=other ;;
  esac
  shift 6
done
[ "$root" = ro ] || fail writable
case $tmp in
  "rw rw,size=$((room * 1024))k") exit 0 ;;
  rw\ *) fail size ;;
esac
fail no-tmp
