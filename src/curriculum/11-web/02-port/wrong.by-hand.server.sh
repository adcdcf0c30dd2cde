#@ message listener
# A server of its own on that port.
mkdir -p /srv/by-hand
echo "<h1>nginx</h1>" > /srv/by-hand/index.html
busybox httpd -p "$side" -h /srv/by-hand
