#@ task committed
docker commit {{first}} {{app}}
docker history {{app}}
#@ task started
docker run -d --name {{third}} {{app}}
docker exec {{third}} cat /note
