#@ message other
# A number of the right form that no kernel has.
cat /proc/sys/kernel/random/uuid > /root/vm-boot-id
