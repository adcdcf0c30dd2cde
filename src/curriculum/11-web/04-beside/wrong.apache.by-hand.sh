#@ message none
# The same page on that port, from a server of the machine.
mkdir -p "/srv/$second"
echo "<h1>$word2</h1>" > "/srv/$second/index.html"
busybox httpd -p "$port3" -h "/srv/$second"
