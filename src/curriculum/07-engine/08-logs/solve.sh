#@ task logged
pid=$(docker inspect -f '{{.State.Pid}}' {{name}})
echo {{line}} > /proc/$pid/fd/1
docker logs {{name}}
