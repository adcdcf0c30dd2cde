#@ typed
#@ message empty
cd /sys/fs/cgroup/{{group}}
mkdir slow
echo "{{percent}}000 100000" > slow/cpu.max
sh -c 'while :; do :; done' &
sleep 3
