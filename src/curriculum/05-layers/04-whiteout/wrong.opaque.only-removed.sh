#@ message only-removed
rm -r /srv/layers/one/merged/conf
