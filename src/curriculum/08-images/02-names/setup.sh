# busybox is here, and nothing is called as this lab calls its own. An image that is here already stays.
names=/var/lib/docker/image/overlay2/repositories.json
grep -q '"busybox:latest":' "$names" || docker pull -q busybox > /dev/null
own_name() {
  own=$(grep -oE '"[^"]*":"sha256:' "$names" | cut -d '"' -f 2 | grep -E -m 1 "(^|/)$app[:@]")
}
while own_name; do
  docker rmi -f "$own" > /dev/null || exit
done
