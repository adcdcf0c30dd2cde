#@ task own-mount
unshare --mount
mount --bind /srv/{{room}} /srv/{{room}}
