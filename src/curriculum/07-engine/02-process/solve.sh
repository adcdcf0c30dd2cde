#@ task ended
pid=$(docker inspect -f '{{.State.Pid}}' {{name}})
kill -KILL $pid
docker ps -a
