#@ task composed
cd /srv/{{app}}
docker compose up -d --scale api=3
