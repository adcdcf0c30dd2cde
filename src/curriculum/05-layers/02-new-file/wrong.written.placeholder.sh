#@ typed
#@ message other-text
cd /srv/layers
echo catch of the day > one/merged/catch.txt
