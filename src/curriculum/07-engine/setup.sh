# A container that sleeps. Docker takes some seconds for a new one, so one that is in order stays.
find_container() {
  record=$(grep -ls "\"Name\":\"/$1\"" /var/lib/docker/containers/*/config.v2.json) || return 1
  ! grep -q '"Paused":true' "$record" || return 1
  id=${record%/*}
  id=${id##*/}
  read -r pid 2> /dev/null < "/sys/fs/cgroup/docker/$id/cgroup.procs"
}
start_container() {
  find_container "$1" && return
  [ -z "$record" ] || docker rm -f "$1"
  docker run -d --name "$1" busybox sleep 1d
  find_container "$1"
}
start_container "$name" > /dev/null

# What earlier tries did to it.
echo max > "/sys/fs/cgroup/docker/$id/memory.max"
rm -rf "/proc/$pid/root/note"
