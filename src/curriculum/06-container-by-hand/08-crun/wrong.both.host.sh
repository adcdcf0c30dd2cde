#@ message route
# The machine itself can serve the page at that address.
ip addr add "10.$net.0.3/32" dev lo
busybox httpd -p "10.$net.0.3:80" -h /srv/web/www
