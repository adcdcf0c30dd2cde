#@ task copied
docker run -d --name {{mono}}2 -p {{port2}}:80 -v /srv/{{app}}/mono:/app mariadb /app/start
#@ task down
docker exec {{mono}} killall mariadbd
