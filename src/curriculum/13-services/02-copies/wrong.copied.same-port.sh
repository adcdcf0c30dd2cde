#@ typed
#@ message idle
# That port of the machine is taken.
docker run -d --name {{mono}}2 -p {{port}}:80 -v /srv/{{app}}/mono:/app mariadb /app/start
