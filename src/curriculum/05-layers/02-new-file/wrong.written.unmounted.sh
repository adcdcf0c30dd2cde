#@ message not-mounted
cd /srv/layers
umount one/merged
echo "$word" > one/merged/catch.txt
echo "$word" > one/upper/catch.txt
