#@ typed
#@ message empty
cd /sys/fs/cgroup/{{group}}
mkdir ice
sh -c 'echo $$ > ice/cgroup.procs; exec sleep 1000' &
sleep 1
echo 1 > ice/cgroup.freeze
kill -9 $!
sleep 1
