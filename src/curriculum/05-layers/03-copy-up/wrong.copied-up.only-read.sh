#@ typed
#@ message not-yet
cd /srv/layers
cat one/merged/cargo.bin | tail -n 1
