#@ task moved
docker tag {{app}}:1 registry.lab:5000/{{team}}/{{app}}
docker push registry.lab:5000/{{team}}/{{app}}
docker tag {{app}}:2 registry.lab:5000/{{team}}/{{app}}
docker push registry.lab:5000/{{team}}/{{app}}
#@ task pinned
pinned=$(docker inspect {{app}}:1 | jq -r '.[0].RepoDigests[]' | grep {{app}}@)
docker run $pinned
