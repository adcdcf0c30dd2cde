#@ typed
#@ message alive
pid=$(pgrep -n sleep)
touch /run/kept
mount --bind /proc/$pid/ns/uts /run/kept
kill $pid
