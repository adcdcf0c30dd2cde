#@ typed
#@ message no-run
# That is quick, too, but what RUN made is missing.
cd /root/{{app}}
sed -i /RUN/d Dockerfile
DOCKER_BUILDKIT=0 docker build -t {{app}}:1 .
echo '<h1>{{app}}: closed on Mondays</h1>' > index.html
DOCKER_BUILDKIT=0 docker build -t {{app}}:test .
