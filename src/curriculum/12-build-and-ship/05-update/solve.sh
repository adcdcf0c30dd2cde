#@ task released
cd /root/{{app}}
echo '<h1>{{app}}: {{word2}}</h1>' > index.html
DOCKER_BUILDKIT=0 docker build -t registry.lab:5000/{{team}}/{{app}}:2 .
docker push registry.lab:5000/{{team}}/{{app}}:2
#@ task updated
#@ terminal second
docker run -d --name {{app}} -p {{port}}:80 registry.lab:5000/{{team}}/{{app}}:1
docker rm -f {{app}}
docker run -d --name {{app}} -p {{port}}:80 registry.lab:5000/{{team}}/{{app}}:2
#@ task back
docker rm -f {{app}}
docker run -d --name {{app}} -p {{port}}:80 registry.lab:5000/{{team}}/{{app}}:1
