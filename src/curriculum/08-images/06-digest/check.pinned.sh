b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
name=registry.lab:5000/$team/$app
image_of "$app:1" || fail gone
# A container's record has the name by which somebody asked for its image, and then the image itself.
set -- "$docker"/containers/*/config.v2.json
[ -f "$1" ] || fail none
if pinned=$($b grep -hoE "\"Image\":\"$name@sha256:.*\"Image\":\"sha256:$id\"" "$@"); then
  pinned=${pinned#*@sha256:}
  saw digest "${pinned%"${pinned#????????????}"}"
  exit 0
fi
if pinned=$($b grep -hoE "\"Image\":\"$name@sha256:[0-9a-f]{12}" "$@"); then
  saw digest "${pinned#*@sha256:}"
  fail other
fi
$b grep -qE "\"Image\":\"([^\"]*/)?$app[:\"]" "$@" && fail by-tag
fail none
