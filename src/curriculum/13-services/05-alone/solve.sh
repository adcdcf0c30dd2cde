#@ task alone
docker kill {{db}}
busybox wget -q -O - http://localhost:{{port}}/who
#@ task back
docker start {{db}}
until busybox wget -q -O - http://localhost:{{port}}/api/notes; do sleep 1; done
