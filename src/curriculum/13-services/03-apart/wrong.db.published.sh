#@ typed
#@ message published
# Everyone may knock at the database.
docker network create {{net}}
docker run -d --name {{db}} --network {{net}} -p {{port2}}:3306 --env-file /srv/{{app}}/db.env mariadb
