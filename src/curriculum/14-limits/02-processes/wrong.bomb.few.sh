#@ typed
#@ message calm
docker run -d --name {{box}} --pids-limit {{pids}} busybox sleep 1d
docker exec {{box}} sh -c 'for i in 1 2 3 4 5 6 7 8; do sleep 1000 & done'
