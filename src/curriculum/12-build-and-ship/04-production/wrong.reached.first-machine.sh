#@ typed
#@ message silent
docker run -d --name {{app}} -p {{port}}:80 registry.lab:5000/{{team}}/{{app}}:1
busybox wget -q -O - http://localhost:{{port}}/
