#@ typed
#@ message never
#@ terminal second
docker run -d --name {{app}} -p {{port}}:80 registry.lab:5000/{{team}}/{{app}}:1
