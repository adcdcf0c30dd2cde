b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
# One look at both of them: each line is the path of a record, and what was found in it.
found=$($b grep -HsoE "\"Name\":\"/($db|api1)\"" "$docker"/containers/*/config.v2.json) || fail api
api= database=
for line in $found; do
  id=${line%%/config.v2.json:*}
  id=${id##*/}
  read -r pid < "/sys/fs/cgroup/docker/$id/cgroup.procs" || continue
  read -r stat < "/proc/$pid/stat" || continue
  # Behind the name of the program, number 20 is when the process was started.
  set -- ${stat##*) }
  # Docker writes this file when it makes a container, and never again.
  made=$docker/image/overlay2/layerdb/mounts/$id/mount-id
  case $line in
    */api1\"*) api=$pid api_since=${20} api_made=$made ;;
    *) database=$pid since=${20} database_made=$made ;;
  esac
done
[ -n "$api" ] || fail api
saw api "$api"
[ -n "$database" ] || fail down
saw pid "$database"
[ "$database_made" -ot "$api_made" ] || fail new-db
[ "$since" -gt "$api_since" ] || fail never-away
# A connection to port 3306 (0CEA) that both sides keep: state 01 is ESTABLISHED.
while read -r _ _ there state _; do
  case $there-$state in *:0CEA-01) exit 0 ;; esac
done < "/proc/$api/net/tcp"
fail unconnected
