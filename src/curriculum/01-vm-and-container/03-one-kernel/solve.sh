#@ task host-pid
unshare --fork --pid --mount --uts --ipc --net chroot /root/box /bin/sh
mount -t proc proc /proc
cat /proc/sys/kernel/random/boot_id
#@ terminal 2
lsns -t pid
echo $(lsns -n -t pid -o PID,COMMAND | grep '/bin/sh$' | tail -n 1) | cut -d ' ' -f 1 > /root/container-pid
cat /root/container-pid
