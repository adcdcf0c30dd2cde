# An nginx behind the port, with the page of its image, and nothing else of this lab. Docker takes some seconds for a container,
# so one that is in order stays.
docker=/var/lib/docker
page=usr/share/nginx/html/index.html
records=$(grep -lsE "\"Name\":\"/($second|apache)\"" "$docker"/containers/*/config.v2.json)
for record in $records; do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done
rm -rf "/srv/$second"
iptables -t nat -S | grep -- "--dport $side " | while read -r _ rule; do
  iptables -t nat -D $rule
done

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
  find_container "$1" && grep -q '"Image":"nginx"' "$record" && grep -q '"MountPoints":{}' "$record" &&
    grep -q "\"80/tcp\":\[{\"HostIp\":\"\",\"HostPort\":\"$2\"}\]" "${record%/*}/hostconfig.json"
}
# The layers are named from the top down; the uppermost that has the page is the one that is seen.
restore_page() {
  [ -e "$upper/usr" ] || return 0
  for below in $(tr : ' ' < "${upper%/diff}/lower"); do
    [ -f "$docker/overlay2/$below/$page" ] || continue
    cat "$docker/overlay2/$below/$page" > "/proc/$pid/root/$page"
    return
  done
}
in_order "$first" "$port" && restore_page && exit
[ -z "$record" ] || docker rm -f "$first" > /dev/null || exit
docker run -d --name "$first" -p "$port:80" nginx > /dev/null && find_container "$first" || exit
# It was started, and waits for guests a moment later: state 0A is LISTEN, and 0050 is port 80.
for _ in $(seq 600); do
  ! grep -q ':0050 00000000:0000 0A ' "/proc/$pid/net/tcp" || exit 0
  sleep 0.1
done
exit 1
