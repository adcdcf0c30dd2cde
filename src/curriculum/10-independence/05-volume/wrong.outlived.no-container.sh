#@ typed
#@ message gone
docker run --rm -v {{volume}}:/data busybox sh -c 'echo {{word}} > /data/note'
