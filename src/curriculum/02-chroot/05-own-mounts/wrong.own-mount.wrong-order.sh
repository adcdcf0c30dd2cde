#@ typed
#@ message leaked
mount --bind /srv/{{room}} /srv/{{room}}
unshare --mount
