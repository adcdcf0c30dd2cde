#@ typed
#@ message by-hand
# A second container of one's own is no work of crun's.
cd /root/dock
./dock {{twin}} httpd -f -h /www &
sleep 2
