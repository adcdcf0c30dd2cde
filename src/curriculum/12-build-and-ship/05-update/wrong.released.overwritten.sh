#@ typed
#@ message none
# Pushed over version 1, which then nobody finds again.
cd /root/{{app}}
echo '<h1>{{app}}: {{word2}}</h1>' > index.html
DOCKER_BUILDKIT=0 docker build -t registry.lab:5000/{{team}}/{{app}}:1 .
docker push registry.lab:5000/{{team}}/{{app}}:1
