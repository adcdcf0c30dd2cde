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

# The image: what a container finds when it starts.
mkdir -p image/conf
yes "cargo of $word" | head -c "${mib}M" > image/cargo.bin
yes "photo" | head -c 3M > image/photo.bin
echo "soup of the day" > image/menu.txt
echo "not for everybody" > "image/$doomed"
echo "colour = blue" > image/conf/a.conf
echo "colour = green" > image/conf/b.conf

mkdir -p one/upper one/work one/merged
mount -t overlay overlay -o lowerdir=image,upperdir=one/upper,workdir=one/work one/merged
