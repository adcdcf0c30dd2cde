b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
db=$docker/image/overlay2
# What the layers come to, in tenths of a megabyte, and whether each still has its directory.
total=0 lost=
for layer in "$db"/layerdb/sha256/*; do
  read -r size < "$layer/size"
  read -r cache < "$layer/cache-id"
  total=$((total + size))
  [ -d "$docker/overlay2/$cache/diff" ] || lost=yes
done
total=$(((total + 50000) / 100000))
saw mb "$((total / 10)).$((total % 10))"
[ -z "$lost" ] || fail by-hand
read -r names < "$db/repositories.json"
case $names in *'"nginx:latest":'*) ;; *) fail nginx ;; esac
case $names in *'"debian:latest":'*) ;; *) fail debian ;; esac
case $names in *'"httpd:latest":'*) fail none ;; esac
! $b grep -qF '"httpd-foreground"' "$db"/imagedb/content/sha256/* || fail still
for program in "$docker"/overlay2/*/diff/usr/sbin/apache2; do [ ! -e "$program" ] || fail still; done
exit 0
