# look_at PID: how many mounts it has ($mounts), and whether /srv/$room is one of them ($found).
look_at() {
  mounts=0
  found=
  while read -r _ _ _ _ point _; do
    mounts=$((mounts + 1))
    [ "$point" = "/srv/$room" ] && found=yes
  done 2> /dev/null < "/proc/$1/mountinfo"
}
look_at 1
outside=$mounts
leaked=$found
other=
for pid in $(pids_outside mnt); do
  other=$pid
  look_at "$pid"
  [ -n "$found" ] || continue
  saw pid "$pid"
  [ -n "$leaked" ] && fail leaked
  saw ns "$(ns_of "$pid" mnt)"
  saw inside "$mounts"
  saw outside "$outside"
  exit 0
done
[ -n "$leaked" ] && fail outside-only
[ -n "$other" ] || fail no-namespace
saw pid "$other"
saw ns "$(ns_of "$other" mnt)"
fail no-mount
