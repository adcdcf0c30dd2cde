#@ message order
# The right layers, upside down.
cd /var/lib/docker/overlay2
for libraries in */diff/usr/lib/i386-linux-gnu/libssl.so.3; do :; done
for debian in */diff/etc/debian_version; do :; done
mount -t overlay overlay -o "lowerdir=${debian%/etc/*}:${libraries%/usr/*}" /srv/shared
