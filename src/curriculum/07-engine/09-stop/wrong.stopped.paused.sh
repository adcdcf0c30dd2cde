#@ typed
#@ message running
docker pause {{name}}
