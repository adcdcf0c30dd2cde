#@ message other
# The first machine's own number, changed by a file that is laid over it.
echo 5eb1c0de-0000-4000-8000-000000000001 > /tmp/boot-id
mount -o bind /tmp/boot-id /proc/sys/kernel/random/boot_id
cat /proc/sys/kernel/random/boot_id > /root/vm-boot-id
umount /proc/sys/kernel/random/boot_id
