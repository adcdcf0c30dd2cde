#@ typed
#@ message not-pushed
docker tag {{app}}:2 registry.lab:5000/{{team}}/{{app}}
