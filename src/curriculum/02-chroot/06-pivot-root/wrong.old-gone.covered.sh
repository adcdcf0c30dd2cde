#@ typed
#@ message still-there
# An empty file system over the old root hides it from sight, not from the mount table.
unshare --mount
mount --bind /srv/{{room}} /srv/{{room}}
cd /srv/{{room}}
mkdir old
pivot_root . old
exec /bin/bash
#@ expect bash-5.2#
mount -t tmpfs tmpfs /old
#@ expect bash-5.2#
