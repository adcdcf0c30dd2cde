# The first site is running; names and folders of the other two are free.
docker=/var/lib/docker
find_container() {
  record=$(grep -ls "\"Name\":\"/$1\"" "$docker"/containers/*/config.v2.json) || return 1
  ! grep -q '"Paused":true' "$record" || return 1
  id=${record%/*}
  id=${id##*/}
  read -r pid 2> /dev/null < "/sys/fs/cgroup/docker/$id/cgroup.procs" || return 1
  upper=$docker/overlay2/$(cat "$docker/image/overlay2/layerdb/mounts/$id/mount-id")/diff
}
# in_order NAME PORT: whether it runs nginx behind that port.
in_order() {
  find_container "$1" && grep -q '"Image":"nginx"' "$record" && grep -q "\"HostPort\":\"$2\"" "${record%/*}/hostconfig.json"
}
# serve_own NAME PORT WORD: nginx with a page in its writable layer.
serve_own() {
  if ! in_order "$1" "$2" || ! grep -q '"MountPoints":{}' "$record"; then
    [ -z "$record" ] || docker rm -f "$1"
    docker run -d --name "$1" -p "$2:80" nginx
    find_container "$1" || return
  fi
  echo "<h1>$3</h1>" > "/proc/$pid/root/usr/share/nginx/html/index.html"
}
# remove NAMES: the containers called so, with a | between the names.
remove() {
  for record in $(grep -lsE "\"Name\":\"/($1)\"" "$docker"/containers/*/config.v2.json); do
    id=${record%/*}
    docker rm -f "${id##*/}" || return
  done
}

remove "$second|$third" > /dev/null || exit
rm -rf "/srv/$second" "/srv/$third"
serve_own "$first" "$port" "$word" > /dev/null
