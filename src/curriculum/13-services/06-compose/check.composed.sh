b=/usr/lib/drydock/busybox
# One look at all of them: each line is the path of a record, and what was found in it. The project comes before the service.
labels="project\":\"$app\"|service\":\"[a-z]*\""
found=$($b grep -HsoE "\"com.docker.compose.($labels)" /proc/1/root/var/lib/docker/containers/*/config.v2.json)
ours= db= web= apis=0
for line in $found; do
  record=${line%%:*}
  case $line in *'.project":'*) ours=$record ;; esac
  [ "$record" = "$ours" ] || continue
  id=${record%/*}
  read -r pid < "/sys/fs/cgroup/docker/${id##*/}/cgroup.procs" || continue
  case $line in
    *'.service":"db"') db=$pid ;;
    *'.service":"api"') apis=$((apis + 1)) ;;
    *'.service":"web"') web=$pid ;;
  esac
done
[ -n "$ours" ] || fail none
saw apis "$apis"
[ -n "$db" ] || fail no-db
[ -n "$web" ] || fail no-web
saw web "$web"
[ "$apis" -ge 3 ] || fail few
exit 0
