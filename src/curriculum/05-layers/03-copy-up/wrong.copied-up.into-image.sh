#@ message image-changed
# The view shows the change, but it was made below.
printf x >> /srv/layers/image/cargo.bin
touch /srv/layers/one/merged/cargo.bin
