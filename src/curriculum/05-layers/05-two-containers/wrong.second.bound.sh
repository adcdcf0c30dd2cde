#@ message same-upper
cd /srv/layers
mkdir -p two/merged
mount --bind one/merged two/merged
