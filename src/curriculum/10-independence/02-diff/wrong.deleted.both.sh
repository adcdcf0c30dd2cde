#@ typed
#@ message second
for box in {{first}} {{second}}; do docker exec $box rm /bin/{{tool}}; done
