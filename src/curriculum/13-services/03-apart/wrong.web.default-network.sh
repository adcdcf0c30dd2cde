#@ typed
#@ message other-network
docker run -d --name web -p {{port}}:80 -v /srv/{{app}}/web:/etc/nginx/conf.d nginx
