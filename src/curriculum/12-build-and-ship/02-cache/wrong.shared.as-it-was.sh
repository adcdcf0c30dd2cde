#@ typed
#@ message apart
cd /root/{{app}}
echo '<h1>{{app}}: closed on Mondays</h1>' > index.html
DOCKER_BUILDKIT=0 docker build -t {{app}}:test .
