#@ typed
#@ message other-image
# An nginx by that name.
docker run -d --name apache -p {{port4}}:80 -v /srv/{{second}}:/usr/share/nginx/html nginx
