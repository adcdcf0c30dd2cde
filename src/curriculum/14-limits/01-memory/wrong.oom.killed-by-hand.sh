#@ typed
#@ message calm
# 137 as well, but nobody was out of memory.
docker run -d --name {{box}} -m {{mb}}m busybox sleep 1d
docker exec {{box}} sh -c 'kill -9 $$'
