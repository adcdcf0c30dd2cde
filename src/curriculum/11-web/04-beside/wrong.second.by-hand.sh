#@ message none
# The same page on the same port, but no container.
mkdir -p "/srv/$second"
echo "<h1>$word2</h1>" > "/srv/$second/index.html"
busybox httpd -p "$port2" -h "/srv/$second"
