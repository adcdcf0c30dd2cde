#@ task written
cd /srv/layers
echo {{word}} > one/merged/catch.txt
