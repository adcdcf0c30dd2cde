# Two containers of one image that have written nothing yet, a letter in the machine, and nothing else of this lab. Docker takes
# some seconds for each container, so one that is in order stays.
docker=/var/lib/docker
names=$docker/image/overlay2/repositories.json
records=$(grep -lsE "\"Name\":\"/$third\"|\"Image\":\"$app[:\"]|\"Name\":\"$volume\"" "$docker"/containers/*/config.v2.json)
for record in $records; do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done
[ ! -d "$docker/volumes/$volume" ] || docker volume rm "$volume" > /dev/null || exit
own() { grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E "(^|/)$app:"; }
! tags=$(own 2> /dev/null) || docker rmi -f $tags > /dev/null || exit
rm -rf /root/letter
echo "$word" > /root/letter

find_container() {
  record=$(grep -ls "\"Name\":\"/$1\"" "$docker"/containers/*/config.v2.json) || return 1
  ! grep -q '"Paused":true' "$record" || return 1
  id=${record%/*}
  id=${id##*/}
  read -r pid 2> /dev/null < "/sys/fs/cgroup/docker/$id/cgroup.procs" || return 1
  upper=$docker/overlay2/$(cat "$docker/image/overlay2/layerdb/mounts/$id/mount-id")/diff
}
# What it has written besides two files would have to be undone piece by piece: a new one is simpler.
start_container() {
  if find_container "$1" && grep -q '"Image":"busybox"' "$record" && grep -q '"MountPoints":{}' "$record"; then
    rm -rf "/proc/$pid/root/note" "/proc/$pid/root/letter"
    [ -n "$(ls -A "$upper")" ] || return 0
  fi
  [ -z "$record" ] || docker rm -f "$1"
  docker run -d --name "$1" busybox sleep 1d
  find_container "$1"
}
start_container "$first" > /dev/null || exit
start_container "$second" > /dev/null
