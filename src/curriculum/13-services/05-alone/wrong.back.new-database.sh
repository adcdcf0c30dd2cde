#@ typed
#@ message new-db
# It has the same name, and no notes.
docker rm -f {{db}}
docker run -d --name {{db}} --network {{net}} --env-file /srv/{{app}}/db.env mariadb
