#@ typed
#@ message more
# All that lies below the top layer of nginx. Option strings end at 255 characters, hence the short paths.
cd /var/lib/docker/overlay2
mount -t overlay overlay -o lowerdir=$(docker inspect -f '{{.GraphDriver.Data.LowerDir}}' nginx | sed "s|$PWD/||g") /srv/shared
