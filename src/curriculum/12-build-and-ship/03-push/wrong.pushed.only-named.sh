#@ typed
#@ message only-named
docker tag {{app}}:1 registry.lab:5000/{{team}}/{{app}}:1
