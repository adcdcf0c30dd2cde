b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
db=$docker/image/overlay2
image_of debian:latest || fail gone
debian=$id
image_of "$app:latest" || fail none
# Their layers, from the bottom up. For the shell alone a configuration as long as that of a built image is hard work.
cd "$db/imagedb/content/sha256" || exit
layers=$($b grep -hoE '"diff_ids":\[[^]]*' "$debian" "$id")
debian=${layers%%"
"*}
layers=${layers##*"
"}
# What it has of its own: all but the layers of debian.
own=$layers flat=yes
case $layers, in "$debian,"*) own=${layers#"$debian"} flat= ;; esac
total=0 crate= weight=
for layer in "$db"/layerdb/sha256/*; do
  read -r diff < "$layer/diff"
  case $own in *"\"$diff\""*) ;; *) continue ;; esac
  read -r size < "$layer/size"
  read -r cache < "$layer/cache-id"
  total=$((total + size))
  [ ! -f "$docker/overlay2/$cache/diff/crate" ] || crate=yes
  [ ! -f "$docker/overlay2/$cache/diff/weight" ] || read -r weight < "$docker/overlay2/$cache/diff/weight"
done
total=$(((total + 50000) / 100000))
saw mb "$((total / 10)).$((total % 10))"
[ -z "$crate" ] || fail kept
[ -z "$flat" ] || fail flat
# Docker notes the size of a layer when it makes it.
[ "$total" -lt 10 ] || fail by-hand
[ "$weight" = "$((mib * 1048576))" ] || fail no-weight
exit 0
