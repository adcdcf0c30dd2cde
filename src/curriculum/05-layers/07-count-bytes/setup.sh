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

# Two images with a common layer: app on image, and web on image.
mkdir -p image app web
yes "cargo of $word" | head -c "${mib}M" > image/cargo.bin
yes "app" | head -c 2M > app/app.bin
yes "web" | head -c 1M > web/web.bin
