# The page and its directory are here, and nothing that was made of them.
docker=/var/lib/docker
names=$docker/image/overlay2/repositories.json
for record in $(grep -ls "\"Name\":\"/$app\"" "$docker"/containers/*/config.v2.json); do
  id=${record%/*}
  docker rm -f "${id##*/}" > /dev/null || exit
done
# own MARK: the lab's own names with a tag (:) or a digest (@). With its last tag an image loses its digests.
own() { grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E "(^|/)$app$1"; }
! tags=$(own :) || docker rmi -f $tags > /dev/null || exit
! digests=$(own @) || docker rmi -f $digests > /dev/null || exit
grep -q '"busybox:latest":' "$names" || docker pull -q busybox > /dev/null || exit
mkdir -p "/root/$app" && rm -f "/root/$app/Dockerfile" && echo "<h1>$app: $word</h1>" > "/root/$app/index.html"
