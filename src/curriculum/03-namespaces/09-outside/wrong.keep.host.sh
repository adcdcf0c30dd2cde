#@ typed
#@ message none
touch /run/kept
mount --bind /proc/1/ns/uts /run/kept
kill -9 $(pgrep -n sleep)
