#@ typed
#@ message no-tmp
# There is more room in a directory of the machine.
docker run -d --name {{box}} --read-only -v /srv/big:/tmp busybox sleep 1d
docker exec {{box}} dd if=/dev/zero of=/tmp/big bs=1M count=16
rm -r /srv/big
