#@ typed
#@ message gone
# It is there, but no container has it.
docker volume create {{volume}}
echo {{word}} > /var/lib/docker/volumes/{{volume}}/_data/note
