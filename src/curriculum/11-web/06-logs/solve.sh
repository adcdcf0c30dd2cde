#@ task asked
ip=$(docker inspect -f '{{.NetworkSettings.IPAddress}}' {{first}})
docker exec {{second}} wget -q -O - http://$ip/{{path}}
docker logs --tail 3 {{first}}
