#@ typed
#@ message not-pushed
cd /root/{{app}}
echo '<h1>{{app}}: {{word2}}</h1>' > index.html
DOCKER_BUILDKIT=0 docker build -t registry.lab:5000/{{team}}/{{app}}:2 .
