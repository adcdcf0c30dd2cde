#@ typed
#@ message not-pivoted
# In a chroot the mount table shows only what lies below; that is no proof of anything.
unshare --mount
mount --bind /srv/{{room}} /srv/{{room}}
chroot /srv/{{room}} /bin/bash
#@ expect bash-5.2#
