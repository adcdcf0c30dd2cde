#@ task deleted
docker exec {{first}} rm /bin/{{tool}}
docker diff {{first}}
