#@ typed
#@ message no-limit
docker run -d --name {{box}} busybox sleep 1d
docker exec -d {{box}} sh -c 'bomb() { bomb | bomb & }; bomb'
sleep 2
