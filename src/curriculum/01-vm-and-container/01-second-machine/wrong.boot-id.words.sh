#@ typed
#@ message other
echo vm-boot-id > /root/vm-boot-id
