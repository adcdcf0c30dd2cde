#@ task private
unshare --mount bash
mount -t tmpfs {{shelf}} /mnt
echo inside > /mnt/note
echo inside > /tmp/note
ls /mnt /proc/1/root/mnt
cat /proc/1/root/tmp/note
