#@ typed
#@ message othersignal
cd /sys/fs/cgroup/{{group}}
mkdir ice
bash -c 'trap : HUP; echo $$ > ice/cgroup.procs; while sleep 1; do :; done' &
sleep 1
echo 1 > ice/cgroup.freeze
kill -HUP $!
