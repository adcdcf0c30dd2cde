#@ typed
#@ message other-image
# An nginx by that name.
docker run -d --name apache -p {{port3}}:80 -v /srv/{{second}}:/usr/local/apache2/htdocs nginx
