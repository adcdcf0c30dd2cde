#@ typed
#@ message more
# All that lies below the top layer of nginx.
mount -t overlay overlay -o lowerdir=$(docker inspect -f '{{.GraphDriver.Data.LowerDir}}' nginx) /srv/shared
