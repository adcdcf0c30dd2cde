#@ typed
#@ message first
# The shell of the machine opens the file, before docker is started.
docker exec {{first}} echo {{word}} > /note
