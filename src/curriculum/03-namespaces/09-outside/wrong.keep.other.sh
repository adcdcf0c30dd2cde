#@ typed
#@ message other
unshare --uts bash
touch /run/kept
mount --bind /proc/$$/ns/uts /run/kept
exit
kill -9 $(pgrep -n sleep)
