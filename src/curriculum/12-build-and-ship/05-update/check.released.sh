# On the first machine.
b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
db=$docker/image/overlay2
name=registry.lab:5000/$team/$app
image_of "$app:1" || fail gone
old=$id
if ! image_of "$name:2"; then
  image_of "$app:2" && fail only-here
  fail none
fi
saw id "${id%"${id#????????????}"}"
[ "$id" != "$old" ] || fail same
layers=$($b grep -o '"diff_ids":\[[^]]*' "$db/imagedb/content/sha256/$id")
top=${layers##*,\"}
page=
for layer in "$db"/layerdb/sha256/*; do
  read -r diff < "$layer/diff"
  [ "$diff" = "${top%\"}" ] || continue
  read -r cache < "$layer/cache-id"
  page=$docker/overlay2/$cache/diff/www/index.html
done
[ -f "$page" ] || fail other-page
text=
read -r text < "$page" || :
case $text in *"$word2"*) ;; *) fail other-page ;; esac
# The last word is the registry's, by its address: a check knows no names.
manifest=$($b wget -T 2 -q -O - "http://192.168.86.2:5000/v2/$team/$app/manifests/2") || fail not-pushed
case $manifest in *"\"sha256:$id\""*) exit 0 ;; esac
fail not-pushed
