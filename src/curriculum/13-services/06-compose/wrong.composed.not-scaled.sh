#@ typed
#@ message few
cd /srv/{{app}}
docker compose up -d
