#@ typed
#@ message none
pid=$(pgrep -n sleep)
kill -9 $pid
touch /run/kept
mount --bind /proc/$pid/ns/uts /run/kept
