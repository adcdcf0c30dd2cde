#@ task named
docker tag busybox registry.lab:5000/{{team}}/{{app}}
docker images
