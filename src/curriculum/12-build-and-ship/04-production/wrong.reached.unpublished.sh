#@ typed
#@ message silent
# It runs, but no port of production leads to it.
#@ terminal second
docker run -d --name {{app}} registry.lab:5000/{{team}}/{{app}}:1
