# Number 1 of the container in the group $1; sets $box.
find_box() {
  box=
  while read -r pid; do
    while read -r key numbers; do
      [ "$key" != NSpid: ] || break
    done < "/proc/$pid/status"
    case $numbers in *[!0-9]*) [ "${numbers##*[!0-9]}" = 1 ] && box=$pid ;; esac
  done 2> /dev/null < "/sys/fs/cgroup/dock/$1/cgroup.procs"
  [ -n "$box" ]
}
find_box "$name" || fail mine
mine=$box
find_box "$twin" || fail theirs
saw mine "$mine"
saw theirs "$box"
part=
for pid in $(pids_outside mnt); do
  [ "$pid" != "$mine" ] && [ "$pid" != "$box" ] || continue
  if [ "/proc/$pid/ns/net" -ef "/proc/$mine/ns/net" ]; then
    [ "/proc/$pid/ns/mnt" -ef "/proc/$mine/ns/mnt" ] && continue
    if [ "/proc/$pid/ns/mnt" -ef "/proc/$box/ns/mnt" ]; then
      saw pid "$pid"
      exit 0
    fi
  elif [ "/proc/$pid/ns/mnt" -ef "/proc/$box/ns/mnt" ]; then
    part=$pid
  fi
done
[ -n "$part" ] || fail nobody
saw pid "$part"
fail one-world
