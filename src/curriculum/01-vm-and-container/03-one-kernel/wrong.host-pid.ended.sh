#@ typed
#@ message gone
unshare --fork --pid --mount --uts --ipc --net chroot /root/box /bin/sh
#@ terminal 2
echo $(lsns -n -t pid -o PID,COMMAND | grep '/bin/sh$' | tail -n 1) | cut -d ' ' -f 1 > /root/container-pid
#@ terminal 1
exit
