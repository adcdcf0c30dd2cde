#@ task pushed
docker tag {{app}}:1 registry.lab:5000/{{team}}/{{app}}:1
docker push registry.lab:5000/{{team}}/{{app}}:1
