#@ message none
# The same page on the other port, from a server of the machine.
busybox httpd -p "$port2" -h "/srv/$app/mono/www"
