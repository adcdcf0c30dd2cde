#@ message thawed
# A stopped process keeps the signal waiting as well, but nothing is frozen.
cd /sys/fs/cgroup/$group
mkdir ice
setsid bash -c "trap : TERM; echo \$\$ > ice/cgroup.procs; while sleep 1; do :; done" < /dev/null > /dev/null 2>&1 &
sleep 1
read -r pid < ice/cgroup.procs
kill -STOP "$pid"
kill -TERM "$pid"
