#@ typed
#@ message other-files
docker exec -it {{name}} sh
