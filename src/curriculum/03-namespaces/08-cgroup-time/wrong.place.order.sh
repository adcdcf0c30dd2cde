#@ message order
# The namespace first, the place afterwards; from outside, for a shell inside would not be allowed to.
mkdir "/sys/fs/cgroup/$slice"
setsid unshare --cgroup sleep 1000 > /dev/null 2>&1 < /dev/null &
inside=$!
until [ "$(readlink "/proc/$inside/exe")" = /usr/bin/sleep ]; do sleep 0.05; done
echo "$inside" > "/sys/fs/cgroup/$slice/cgroup.procs"
