#@ message none
# The same page on that port, from a server of the machine.
busybox httpd -p "$port4" -h "/srv/$second"
