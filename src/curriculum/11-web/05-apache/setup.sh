# A site of nginx with its pages in a folder, and no Apache.
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
# serve_folder NAME PORT WORD: nginx with /srv/NAME for its pages.
serve_folder() {
  mkdir -p "/srv/$1"
  echo "<h1>$3</h1>" > "/srv/$1/index.html"
  in_order "$1" "$2" && [ "/proc/$pid/root/usr/share/nginx/html" -ef "/srv/$1" ] && return
  [ -z "$record" ] || docker rm -f "$1"
  docker run -d --name "$1" -p "$2:80" -v "/srv/$1:/usr/share/nginx/html" nginx
}
# remove NAMES: the containers called so, with a | between the names.
remove() {
  for record in $(grep -lsE "\"Name\":\"/($1)\"" "$docker"/containers/*/config.v2.json); do
    id=${record%/*}
    docker rm -f "${id##*/}" || return
  done
}

remove apache > /dev/null || exit
serve_folder "$second" "$port2" "$word2" > /dev/null
