#@ typed
#@ message same-container
docker run -d --name {{third}} -v {{volume}}:/data busybox sleep 1d
docker exec {{third}} sh -c 'echo {{word}} > /data/note'
