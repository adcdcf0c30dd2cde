#@ task second
mkdir -p /srv/{{second}} /srv/{{third}}
echo '<h1>{{word2}}</h1>' > /srv/{{second}}/index.html
docker run -d --name {{second}} -p {{port2}}:80 -v /srv/{{second}}:/usr/share/nginx/html nginx
#@ task third
echo '<h1>{{word3}}</h1>' > /srv/{{third}}/index.html
docker run -d --name {{third}} -p {{port3}}:80 -v /srv/{{third}}:/usr/share/nginx/html nginx
docker ps
