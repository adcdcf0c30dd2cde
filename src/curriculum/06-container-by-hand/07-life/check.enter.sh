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
find_box "$name" || fail none
saw pid "$box"
half=
for pid in $(pids_outside pid); do
  [ "$pid" != "$box" ] && [ "/proc/$pid/ns/pid" -ef "/proc/$box/ns/pid" ] || continue
  [ "/proc/$pid/ns/mnt" -ef "/proc/$box/ns/mnt" ] || continue
  # Born inside, or come from outside?
  while read -r key parent; do
    [ "$key" != PPid: ] || break
  done < "/proc/$pid/status"
  [ "/proc/$parent/ns/pid" -ef "/proc/$box/ns/pid" ] && continue
  saw guest "$pid"
  own=$(cgroup_of "$pid")
  saw own "$own"
  [ "$own" = "/dock/$name" ] && exit 0
  half=1
done 2> /dev/null
[ -z "$half" ] || fail unlimited
fail nobody
