#@ message other
# A million bytes are no MiB.
for group in /sys/fs/cgroup/docker/*/; do
  echo "${mb}000000" > "$group/memory.max"
done
