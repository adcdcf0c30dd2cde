#@ typed
#@ message same
docker cp /root/letter {{first}}:/letter
