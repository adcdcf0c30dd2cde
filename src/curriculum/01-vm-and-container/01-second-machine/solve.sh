#@ task boot-id
echo {{vm_boot_id}} > /root/vm-boot-id
