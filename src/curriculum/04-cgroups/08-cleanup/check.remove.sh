top=/sys/fs/cgroup/$group
[ -d "$top" ] || exit 0
left=0
for folder in "$top" "$top"/*/ "$top"/*/*/; do
  [ -d "$folder" ] || continue
  left=$((left + 1))
  folder=${folder%/}
  last=${folder#/sys/fs/cgroup}
done
read -r _ populated < "$top/cgroup.events"
saw left $left
saw path "$last"
[ "$populated" = 1 ] && fail busy
fail left
