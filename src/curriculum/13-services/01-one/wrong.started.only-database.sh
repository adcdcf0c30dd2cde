#@ typed
#@ message no-web
# Without a command it is a database, and nothing else.
docker run -d --name {{mono}} -p {{port}}:80 -v /srv/{{app}}/mono:/app -e MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1 mariadb
