#@ typed
#@ message no-namespace
unshare --uts
mkdir -p /tmp/proc && echo '99 1 0:14 / /srv/{{room}} rw - tmpfs tmpfs rw' > /tmp/proc/mountinfo
