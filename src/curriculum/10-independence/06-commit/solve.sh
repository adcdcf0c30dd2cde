#@ task committed
docker exec {{first}} sh -c 'echo {{word}} > /note'
docker commit {{first}} {{app}}
