# An nginx with the page of its image, and no rule by hand. Docker takes some seconds for a container, so one that is in order stays.
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

iptables -t nat -S | grep -- "--dport $side " | while read -r _ rule; do
  iptables -t nat -D $rule
done
in_order "$first" "$port" && grep -q '"MountPoints":{}' "$record" && [ ! -e "$upper/usr/share/nginx/html" ] && exit
[ -z "$record" ] || docker rm -f "$first" > /dev/null || exit
docker run -d --name "$first" -p "$port:80" nginx > /dev/null
