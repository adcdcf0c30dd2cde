#@ message other-end
# Not the database but the web server.
record=$(grep -l "\"Name\":\"/$mono\"" /var/lib/docker/containers/*/config.v2.json)
id=${record%/*}
group=/sys/fs/cgroup/docker/${id##*/}
for pid in $(cat "$group/cgroup.procs"); do
  [ "$(cat "/proc/$pid/comm")" != busybox ] || kill "$pid"
done
while [ -n "$(cat "$group/cgroup.procs" 2> /dev/null)" ]; do sleep 1; done
until grep -q '"Running":false' "$record"; do sleep 1; done
