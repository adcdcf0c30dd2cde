#@ message empty
# A renamed process that is stopped and continued all the time uses as little of the processor, but nobody throttles it.
mkdir /sys/fs/cgroup/$group/slow
echo "${percent}000 100000" > /sys/fs/cgroup/$group/slow/cpu.max
cp /bin/sh /tmp/slow
setsid /tmp/slow -c 'while :; do :; done' < /dev/null > /dev/null 2>&1 &
victim=$!
setsid sh -c "while :; do kill -STOP $victim; sleep 0.1; kill -CONT $victim; sleep 0.02; done" < /dev/null > /dev/null 2>&1 &
sleep 2
