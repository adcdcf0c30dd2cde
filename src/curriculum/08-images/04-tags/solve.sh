#@ task back
docker tag {{app}}:1 {{app}}:latest
docker images {{app}}
