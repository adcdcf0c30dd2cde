#@ typed
#@ message itself
docker exec {{first}} wget -q -O - http://127.0.0.1/{{path}}
