#@ typed
#@ message without
docker exec {{second}} sh -c 'echo {{other}} > /note'
docker commit {{second}} {{app}}
