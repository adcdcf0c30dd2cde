#@ task started
docker run -d --name {{mono}} -p {{port}}:80 -v /srv/{{app}}/mono:/app mariadb /app/start
