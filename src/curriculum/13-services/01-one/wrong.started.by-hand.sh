#@ message none
# The same page on that port, from a server of the machine.
busybox httpd -p "$port" -h "/srv/$app/mono/www"
