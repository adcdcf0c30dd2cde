#@ typed
#@ message no-alias
# Nobody asks for them by their own names.
for n in 2 3; do docker run -d --name api$n --network {{net}} -e DB_HOST={{db}} drydock/notes; done
