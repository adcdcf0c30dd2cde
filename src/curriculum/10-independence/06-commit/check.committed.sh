b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
# layers_of NAME: sets $id, and $layers, what its configuration says of them, without beginning and end.
layers_of() {
  image_of "$1:latest" || return
  layers=$($b grep -o '"diff_ids":\["sha256:[^]]*' "$docker/image/overlay2/imagedb/content/sha256/$id") || fail torn
  layers=${layers#*sha256:}
}
layers_of busybox || fail gone
bottom=${layers%%\"*}
saw old "${id%"${id#????????????}"}"
layers_of "$app" || fail none
saw new "${id%"${id#????????????}"}"
[ "${layers%%\"*}" = "$bottom" ] || fail other-base
top=${layers##*sha256:}
top=${top%\"}
case $layers in
  *,*,*) fail many ;;
  *,*) ;;
  *) fail same ;;
esac
# Which directory has that layer?
added=
for diff in "$docker"/image/overlay2/layerdb/sha256/*/diff; do
  read -r sum < "$diff"
  [ "$sum" = "sha256:$top" ] || continue
  read -r added < "${diff%/diff}/cache-id"
done
[ -n "$added" ] || fail torn
saw layer "${added%"${added#????????????}"}"
[ -f "$docker/overlay2/$added/diff/note" ] || fail without
read -r text < "$docker/overlay2/$added/diff/note"
[ "$text" = "$word" ] || fail without
exit 0
