#@ message not-yet
# A mount whose name says so is none.
mkdir -p /srv/layers/w/merged
mount -t tmpfs lowerdir=web:image /srv/layers/w/merged
