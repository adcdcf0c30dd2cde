#@ typed
#@ message only-here
docker tag {{app}}:1 registry.lab:5000/{{team}}/{{app}}
docker push registry.lab:5000/{{team}}/{{app}}
docker tag {{app}}:2 registry.lab:5000/{{team}}/{{app}}
