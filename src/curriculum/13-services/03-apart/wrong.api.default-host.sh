#@ typed
#@ message other-host
# It looks for a database that is called db.
docker network create {{net}}
docker run -d --name api1 --network {{net}} --network-alias api drydock/notes
