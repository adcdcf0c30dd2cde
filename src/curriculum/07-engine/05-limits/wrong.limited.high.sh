#@ message unlimited
# Slows a group down that uses more, but is no limit.
for group in /sys/fs/cgroup/docker/*/; do
  echo "${mb}M" > "$group/memory.high"
done
