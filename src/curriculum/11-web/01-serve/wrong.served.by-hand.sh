#@ message none
# A web server on that port, but no container.
mkdir -p /srv/by-hand
echo "<h1>nginx</h1>" > /srv/by-hand/index.html
busybox httpd -p "$port" -h /srv/by-hand
