#@ message here
# The right page at the right address, but served by the machine.
ip addr add "10.$net.0.2/32" dev lo
busybox httpd -p "10.$net.0.2:80" -h /srv/web/www
