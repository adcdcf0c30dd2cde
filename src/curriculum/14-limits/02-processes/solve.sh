#@ task limited
docker run -d --name {{box}} --pids-limit {{pids}} busybox sleep 1d
#@ task bomb
docker exec -d {{box}} sh -c 'bomb() { bomb | bomb & }; bomb'
sleep 2
