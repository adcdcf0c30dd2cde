#@ task enter
lsns -t pid
pid=$(pgrep -n sleep)
nsenter --target $pid --uts hostname
nsenter --target $pid --all bash
#@ task keep
exit
touch /run/kept
mount --bind /proc/$pid/ns/uts /run/kept
kill -9 $pid
nsenter --uts=/run/kept hostname
