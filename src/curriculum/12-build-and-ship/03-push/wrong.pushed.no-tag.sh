#@ typed
#@ message other-tag
docker tag {{app}}:1 registry.lab:5000/{{team}}/{{app}}
docker push registry.lab:5000/{{team}}/{{app}}
