#@ task db
docker network create {{net}}
docker run -d --name {{db}} --network {{net}} --env-file /srv/{{app}}/db.env mariadb
#@ task api
docker run -d --name api1 --hostname api1 --network {{net}} --network-alias api -e DB_HOST={{db}} drydock/notes
until docker exec api1 wget -q -O - http://localhost:8080/api/notes; do sleep 1; done
#@ task web
docker run -d --name web --network {{net}} -p {{port}}:80 -v /srv/{{app}}/web:/etc/nginx/conf.d nginx
until busybox wget -q -O - http://localhost:{{port}}/api/notes; do sleep 1; done
