#@ typed
#@ message outside-only
mount --bind /srv/{{room}} /srv/{{room}}
