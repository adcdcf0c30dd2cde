#@ typed
#@ message stopped
cd /sys/fs/cgroup/{{group}}
mkdir ice
bash -c 'echo $$ > ice/cgroup.procs; for ((n = 1; ; n++)); do echo $n >> /root/log; sleep 1; done' &
sleep 1
kill -STOP $!
