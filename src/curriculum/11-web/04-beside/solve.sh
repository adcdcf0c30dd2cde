#@ task second
mkdir -p /srv/{{second}}
echo '<h1>{{word2}}</h1>' > /srv/{{second}}/index.html
docker run -d --name {{second}} -p {{port2}}:80 -v /srv/{{second}}:/usr/share/nginx/html nginx
#@ task apache
docker run -d --name apache -p {{port3}}:80 -v /srv/{{second}}:/usr/local/apache2/htdocs httpd
