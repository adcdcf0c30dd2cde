box=/sys/fs/cgroup/$group/box
[ -d "$box" ] || fail absent
read -r max < "$box/memory.max"
saw max "$max"
[ "$max" = $((mb * 1048576)) ] && exit 0
case $max in
  max) fail unlimited ;;
  # Decimal megabytes, rounded to pages as the kernel does it; a bare number of bytes is no page at all.
  $((mb * 1000000 / 4096 * 4096)) | 0) fail unit ;;
esac
fail other
