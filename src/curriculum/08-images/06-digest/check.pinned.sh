b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
name=registry.lab:5000/$team/$app
read -r names < "$docker/image/overlay2/repositories.json"
old=${names#*"\"$app:1\":\"sha256:"}
[ "$old" != "$names" ] || fail gone
old=${old%%\"*}
# A container's record has the image, and the name by which somebody asked for it.
set -- "$docker"/containers/*/config.v2.json
[ -f "$1" ] || fail none
pinned=$($b grep -hoE "\"Image\":\"$name@sha256:[0-9a-f]+\"" "$@")
if [ -z "$pinned" ]; then
  $b grep -qE "\"Image\":\"([^\"]*/)?$app[:\"]" "$@" && fail by-tag
  fail none
fi
digest=${pinned#*@sha256:}
saw digest "${digest%"${digest#????????????}"}"
for record in "$@"; do
  $b grep -qE "\"Image\":\"$name@sha256:" "$record" || continue
  $b grep -q "\"Image\":\"sha256:$old\"" "$record" && exit 0
done
fail other
