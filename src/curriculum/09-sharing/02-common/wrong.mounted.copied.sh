#@ message copied
# The same files once more are not the same layers.
cd /var/lib/docker/overlay2
for libraries in */diff/usr/lib/i386-linux-gnu/libssl.so.3; do :; done
for debian in */diff/etc/debian_version; do :; done
mkdir /srv/libraries /srv/debian
cp -a "${libraries%/lib/*}" /srv/libraries
cp -a "${debian%/etc/*}/etc" /srv/debian
mount -t overlay overlay -o lowerdir=/srv/libraries:/srv/debian /srv/shared
