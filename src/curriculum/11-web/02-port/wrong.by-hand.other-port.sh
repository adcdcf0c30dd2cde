#@ typed
#@ message silent
# In the container nobody listens there.
ip=$(docker inspect -f '{{.NetworkSettings.IPAddress}}' {{first}})
iptables -t nat -A DOCKER -p tcp --dport {{side}} -j DNAT --to-destination $ip:{{side}}
