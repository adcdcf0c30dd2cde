#@ task asked
docker run -d --name {{second}} nginx
docker exec {{second}} wget -q -O - http://$(docker inspect -f '{{.NetworkSettings.IPAddress}}' {{first}})/
