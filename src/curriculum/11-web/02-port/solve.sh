#@ task by-hand
ip=$(docker inspect -f '{{.NetworkSettings.IPAddress}}' {{first}})
iptables -t nat -A DOCKER -p tcp --dport {{side}} -j DNAT --to-destination $ip:80
busybox wget -q -O - http://localhost:{{side}}/
