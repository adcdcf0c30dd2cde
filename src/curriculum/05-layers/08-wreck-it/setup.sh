# Nothing of an earlier try: no mount below /srv/layers, nobody inside, no files.
for process in /proc/[0-9]*; do
  if [ "$process/root" -ef /srv/layers/box/merged ] || [ "$process/root" -ef /srv/layers/tiny ]; then
    kill -KILL "${process#/proc/}" 2> /dev/null || :
  fi
done
while read -r _ point _; do
  case $point in /srv/layers/*) umount -l "$point" 2> /dev/null || : ;; esac
done < /proc/mounts
mkdir -p /srv/layers
cd /srv/layers
rm -rf --one-file-system ./*

# An image that can be run: busybox with its names.
mkdir -p tiny/bin
cp /usr/bin/busybox tiny/bin
tiny/bin/busybox --install tiny/bin
