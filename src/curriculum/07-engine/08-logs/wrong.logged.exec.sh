#@ typed
#@ message silent
docker exec {{name}} echo {{line}}
