#@ typed
#@ message others
docker stop {{first}} {{second}} {{third}}
