#@ typed
#@ message not-pivoted
unshare --mount
cd /srv/{{room}}
mkdir old
pivot_root . old
