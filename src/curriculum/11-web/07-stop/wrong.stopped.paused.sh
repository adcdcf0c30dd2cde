#@ typed
#@ message running
docker pause {{second}}
