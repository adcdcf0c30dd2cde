#@ message one-by-one
rm /srv/layers/one/merged/conf/a.conf /srv/layers/one/merged/conf/b.conf
