#@ typed
#@ message other-image
docker tag busybox registry.lab:5000/{{team}}/{{app}}:1
docker push registry.lab:5000/{{team}}/{{app}}:1
