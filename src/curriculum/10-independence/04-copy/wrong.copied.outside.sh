#@ typed
#@ message lost
# Changed before it was copied.
echo {{other}} > /root/letter
docker cp /root/letter {{first}}:/letter
