#@ typed
#@ message other-network
docker run -d --name {{db}} --env-file /srv/{{app}}/db.env mariadb
