b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
one='' two='' three=''
for found in $($b grep -HoE "\"Name\":\"/($first|$second|$third)\"" "$docker"/containers/*/config.v2.json); do
  case $found in
    *"/$first\"") one=${found%%:*} ;;
    *"/$second\"") two=${found%%:*} ;;
    *"/$third\"") three=${found%%:*} ;;
  esac
done
# serves RECORD: whether the container runs, and listens on its port 80: state 0A is LISTEN.
serves() {
  id=${1%/*}
  read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs" || return 1
  while read -r _ where _ state _; do
    case $where-$state in *:0050-0A) return 0 ;; esac
  done < "/proc/$pid/net/tcp"
  return 1
}
[ -n "$two" ] || fail gone
id=${two%/*}
if read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs"; then
  saw pid "$pid"
  fail running
fi
read -r config < "$two"
case $config in *'"HasBeenManuallyStopped":true'*) ;; *) fail by-itself ;; esac
[ -n "$one" ] && serves "$one" || fail others
saw one "$pid"
[ -n "$three" ] && serves "$three" || fail others
saw three "$pid"
exit 0
