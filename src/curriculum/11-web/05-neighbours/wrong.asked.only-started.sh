#@ typed
#@ message silent
docker run -d --name {{second}} nginx
busybox wget -q -O - http://localhost:{{port}}/
