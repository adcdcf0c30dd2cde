#@ typed
#@ message unasked
for n in 2 3; do docker run -d --name api$n --network {{net}} --network-alias api -e DB_HOST={{db}} drydock/notes; done
