#@ task stopped
docker stop {{second}}
for port in {{port}} {{port2}} {{port3}}; do busybox wget -q -O - http://localhost:$port/; done
