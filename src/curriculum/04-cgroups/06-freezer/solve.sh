#@ task frozen
cd /sys/fs/cgroup/{{group}}
mkdir ice
bash -c 'trap "echo saved >> /root/log; exit" TERM; echo $$ > ice/cgroup.procs; for ((n = 1; ; n++)); do echo $n >> /root/log; sleep 1; done' &
sleep 2
echo 1 > ice/cgroup.freeze
cat ice/cgroup.events
#@ task pending
kill $!
grep ShdPnd /proc/$!/status
