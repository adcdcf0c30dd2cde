#@ typed
#@ message none
# It runs, but here.
docker run -d --name {{app}} -p {{port}}:80 registry.lab:5000/{{team}}/{{app}}:1
