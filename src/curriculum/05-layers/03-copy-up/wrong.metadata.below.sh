#@ typed
#@ message not-yet
chmod 600 /srv/layers/image/photo.bin
