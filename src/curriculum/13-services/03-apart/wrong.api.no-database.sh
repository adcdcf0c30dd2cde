#@ typed
#@ message unconnected
# Nobody has that name.
docker network create {{net}}
docker run -d --name api1 --network {{net}} --network-alias api -e DB_HOST={{db}} drydock/notes
docker exec api1 wget -q -O - http://localhost:8080/api/notes
