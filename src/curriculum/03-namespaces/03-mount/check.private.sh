while read -r label where kind _; do
  [ "$label $where $kind" != "$shelf /mnt tmpfs" ] || fail outside
done < /proc/1/mounts
nearest=''
for candidate in $(pids_outside mnt); do
  nearest=$candidate
  while read -r label where kind _; do
    [ "$label $where $kind" = "$shelf /mnt tmpfs" ] || continue
    saw pid "$candidate"
    saw ns "$(ns_of "$candidate" mnt)"
    exit 0
  done < "/proc/$candidate/mounts"
done 2>/dev/null
[ -n "$nearest" ] || fail none
saw pid "$nearest"
saw ns "$(ns_of "$nearest" mnt)"
fail missing
