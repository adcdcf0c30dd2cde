#@ task wrecked
docker exec {{first}} rm -rf /bin
