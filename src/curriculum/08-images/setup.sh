# Two versions of this lab's own program: "1" is hello-world, "2" is busybox, and "latest" is "2". An image that is here stays.
docker=/var/lib/docker
names=$docker/image/overlay2/repositories.json
for image in hello-world busybox; do
  grep -q "\"$image:latest\":" "$names" || docker pull -q "$image"
done > /dev/null
records=$(grep -lsE "\"Image\":\"([^\"]*/)?$app[:@\"]" "$docker"/containers/*/config.v2.json)
for record in $records; do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done

# Docker takes its time for each name, so they stay when they are in order.
image_of() { grep -oE "\"$1\":\"sha256:[0-9a-f]*" "$names" | cut -d : -f 4; }
old=$(image_of hello-world:latest) new=$(image_of busybox:latest)
wanted=$(printf '"%s":"sha256:%s\n' "$app:1" "$old" "$app:2" "$new" "$app:latest" "$new")
found=$(grep -oE '"[^"]*":"sha256:[0-9a-f]*' "$names" | grep -E "^\"([^\"]*/)?$app[:@]")
[ "$found" != "$wanted" ] || exit 0
# own MARK: the lab's own names with a tag (:) or a digest (@). With its last tag an image loses its digests.
own() { grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E "(^|/)$app$1"; }
! tags=$(own :) || docker rmi -f $tags > /dev/null || exit
! digests=$(own @) || docker rmi -f $digests > /dev/null || exit
docker tag hello-world "$app:1" && docker tag busybox "$app:2" && docker tag busybox "$app"
