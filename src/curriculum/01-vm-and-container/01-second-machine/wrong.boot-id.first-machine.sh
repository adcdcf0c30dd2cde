#@ typed
#@ message own
cat /proc/sys/kernel/random/boot_id > /root/vm-boot-id
