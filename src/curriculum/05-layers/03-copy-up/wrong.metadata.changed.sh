#@ typed
#@ message other-content
cd /srv/layers
printf x >> one/merged/photo.bin
