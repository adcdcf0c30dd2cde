#@ typed
#@ message other-image
# A server on that port which shows the page, but from the machine's directory.
docker run -d --name {{app}} -p {{port}}:80 -v /root/{{app}}:/www busybox httpd -f -h /www
