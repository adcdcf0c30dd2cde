#@ typed
#@ message not-yet
cd /srv/layers
echo {{word}} one/merged/catch.txt
