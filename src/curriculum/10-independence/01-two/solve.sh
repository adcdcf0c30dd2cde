#@ task apart
docker exec {{first}} sh -c 'echo {{word}} > /note'
docker exec {{second}} sh -c 'echo {{other}} > /note'
