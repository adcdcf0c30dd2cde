# Two versions of this lab's own program: "1" is hello-world, "2" is busybox, and "latest" is "2". An image that is here stays.
docker=/var/lib/docker
names=$docker/image/overlay2/repositories.json
for image in hello-world busybox; do
  grep -q "\"$image:latest\":" "$names" || docker pull -q "$image"
done > /dev/null
for record in $(grep -lsE "\"Image\":\"[^\"]*/?$app[:@\"]" "$docker"/containers/*/config.v2.json); do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done
own_name() {
  own=$(grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E -m 1 "(^|/)$app[:@]")
}
while own_name; do
  docker rmi -f "$own" > /dev/null || exit
done
docker tag hello-world "$app:1" && docker tag busybox "$app:2" && docker tag busybox "$app"
