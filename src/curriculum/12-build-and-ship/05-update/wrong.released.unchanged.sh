#@ typed
#@ message same
# All lines come from the cache, so that version 2 is version 1.
cd /root/{{app}}
DOCKER_BUILDKIT=0 docker build -t registry.lab:5000/{{team}}/{{app}}:2 .
docker push registry.lab:5000/{{team}}/{{app}}:2
