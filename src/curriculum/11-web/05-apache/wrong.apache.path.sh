#@ typed
#@ message not-mounted
# Where nginx has its pages, Apache does not look.
docker run -d --name apache -p {{port4}}:80 -v /srv/{{second}}:/usr/share/nginx/html httpd
