#@ typed
#@ message hub
docker tag {{app}}:1 {{team}}/{{app}}:1
docker push {{team}}/{{app}}:1
