#@ task db
docker network create {{net}}
docker run -d --name {{db}} --network {{net}} --env-file /srv/{{app}}/db.env mariadb
#@ task api
docker run -d --name api1 --hostname api1 --network {{net}} --network-alias api -e DB_HOST={{db}} drydock/notes
docker exec api1 wget -q -O - http://localhost:8080/api/notes
#@ task web
docker run -d --name web --network {{net}} -p {{port}}:80 -v /srv/{{app}}/web:/etc/nginx/conf.d nginx
busybox wget -q -O - http://localhost:{{port}}/api/notes
