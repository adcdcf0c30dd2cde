#@ typed
#@ message leaked
unshare --mount --propagation unchanged
mount --bind /srv/{{room}} /srv/{{room}}
