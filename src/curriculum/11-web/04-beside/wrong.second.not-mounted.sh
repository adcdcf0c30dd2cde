#@ typed
#@ message not-mounted
# The page stays in the machine.
mkdir -p /srv/{{second}}
echo '<h1>{{word2}}</h1>' > /srv/{{second}}/index.html
docker run -d --name {{second}} -p {{port2}}:80 nginx
