#@ task copied-up
cd /srv/layers
printf x >> one/merged/cargo.bin
#@ task metadata
chmod 600 one/merged/photo.bin
