#@ message by-hand
cp /srv/layers/image/photo.bin /srv/layers/one/upper
