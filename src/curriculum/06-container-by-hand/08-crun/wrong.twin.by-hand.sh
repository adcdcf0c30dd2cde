#@ typed
#@ message by-hand
# A second container of one's own is no work of crun's.
cd /root/dock
./dock {{twin}} httpd -f -h /www &
until busybox wget -qO- http://10.{{net}}.0.3/; do sleep 1; done
