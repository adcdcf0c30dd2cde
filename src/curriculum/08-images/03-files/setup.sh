# busybox is here, and nothing is called as this lab calls its own. An image that is here already stays.
names=/var/lib/docker/image/overlay2/repositories.json
grep -q '"busybox:latest":' "$names" || docker pull -q busybox > /dev/null
# own MARK: the lab's own names with a tag (:) or a digest (@). With its last tag an image loses its digests.
own() { grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E "(^|/)$app$1"; }
! tags=$(own :) || docker rmi -f $tags > /dev/null || exit
! digests=$(own @) || docker rmi -f $digests > /dev/null
