#@ typed
#@ message idle
# Two containers cannot have one port of the machine.
mkdir -p /srv/{{second}}
echo '<h1>{{word2}}</h1>' > /srv/{{second}}/index.html
docker run -d --name {{second}} -p {{port}}:80 -v /srv/{{second}}:/usr/share/nginx/html nginx
