# The new name, the image behind it, and the layer that it has on top of all those of nginx.
db=/proc/1/root/var/lib/docker/image/overlay2
read -r names < "$db/repositories.json"
# image_of NAME: sets $id.
image_of() {
  id=${names#*"\"$1\":\"sha256:"}
  [ "$id" != "$names" ] || return 1
  id=${id%%\"*}
}
# layers_of ID: sets $layers, from the bottom up.
layers_of() {
  config=
  read -r config 2> /dev/null < "$db/imagedb/content/sha256/$1"
  layers=${config#*'"diff_ids":['}
  [ "$layers" != "$config" ] || return 1
  layers=${layers%%]*}
}
image_of nginx:latest && layers_of "$id" || fail gone
nginx=$id lower=$layers
image_of "nginx:$tag" || fail none
[ "$id" != "$nginx" ] || fail tagged
layers_of "$id" || fail torn
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
