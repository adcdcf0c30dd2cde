#@ task running
#@ terminal second
docker run -d --name {{app}} -p {{port}}:80 registry.lab:5000/{{team}}/{{app}}:1
#@ task reached
#@ terminal 1
busybox wget -q -O - http://production.lab:{{port}}/
