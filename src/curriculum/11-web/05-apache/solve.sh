#@ task apache
docker run -d --name apache -p {{port4}}:80 -v /srv/{{second}}:/usr/local/apache2/htdocs httpd
busybox wget -q -O - http://localhost:{{port4}}/
