#@ task outlived
docker run --rm --name {{third}} -v {{volume}}:/data busybox sh -c 'echo {{word}} > /data/note'
docker run -d --name {{third}} -v {{volume}}:/data busybox sleep 1d
