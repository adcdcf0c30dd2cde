b=/usr/lib/drydock/busybox
# One look at all of them: each line is the path of a record, and what was found in it.
found=$($b grep -HsoE "\"Name\":\"/($db|api1|web)\"" /proc/1/root/var/lib/docker/containers/*/config.v2.json) || fail rest
api= web=
for line in $found; do
  id=${line%%/config.v2.json:*}
  read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs" || continue
  case $line in
    */web\"*) web=$pid ;;
    */api1\"*) api=$pid ;;
    *) saw pid "$pid" && fail up ;;
  esac
done
[ -n "$web" ] && [ -n "$api" ] || fail rest
case $found in *"/$db\""*) ;; *) fail gone ;; esac
saw web "$web"
saw api "$api"
exit 0
