#@ message not-yet
# An empty file system over the directory makes it look empty, too.
mount -t tmpfs tmpfs /srv/layers/one/merged/conf
