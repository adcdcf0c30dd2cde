# The new name, the image behind it, and the layer that it has on top of all those of nginx.
b=/usr/lib/drydock/busybox
db=/proc/1/root/var/lib/docker/image/overlay2
image_of nginx:latest || fail gone
nginx=$id
image_of "nginx:$tag" || fail none
[ "$id" != "$nginx" ] || fail tagged
cd "$db/imagedb/content/sha256" || exit
[ -f "$id" ] || fail torn
# The layers of both, from the bottom up.
layers=$($b grep -hoE '"diff_ids":\[[^]]*' "$nginx" "$id")
lower=${layers%%"
"*}
layers=${layers##*"
"}
case $layers in "$lower,"*) ;; *) fail other ;; esac
top=${layers#"$lower,"}
for layer in "$db"/layerdb/sha256/*; do
  read -r diff < "$layer/diff"
  [ "\"$diff\"" = "$top" ] || continue
  read -r size < "$layer/size"
  saw size "$size"
  exit 0
done
fail torn
