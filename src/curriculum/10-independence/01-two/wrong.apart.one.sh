#@ typed
#@ message second
# In the hope that the other one sees it.
docker exec {{first}} sh -c 'echo {{word}} > /note'
