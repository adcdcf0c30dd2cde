#@ message none
# The same page on the same port, but no container.
mkdir -p "/srv/$third"
echo "<h1>$word3</h1>" > "/srv/$third/index.html"
busybox httpd -p "$port3" -h "/srv/$third"
