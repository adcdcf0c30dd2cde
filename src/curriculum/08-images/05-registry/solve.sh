#@ task pushed
docker tag {{app}}:1 registry.lab:5000/{{team}}/{{app}}:1
docker push registry.lab:5000/{{team}}/{{app}}:1
#@ task back
docker rmi hello-world {{app}}:1 registry.lab:5000/{{team}}/{{app}}:1
docker pull registry.lab:5000/{{team}}/{{app}}:1
