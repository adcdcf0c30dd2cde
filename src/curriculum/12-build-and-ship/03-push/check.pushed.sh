b=/usr/lib/drydock/busybox
names=/proc/1/root/var/lib/docker/image/overlay2/repositories.json
name=registry.lab:5000/$team/$app
image_of "$app:1" || fail gone
own=$id
saw id "${id%"${id#????????????}"}"
if ! image_of "$name:1"; then
  case $_images in *"\"$name:"*) fail other-tag ;; *"\"registry.lab/$team/$app:"*) fail no-port ;; *"\"$team/$app:"*) fail hub ;; esac
  fail unnamed
fi
[ "$id" = "$own" ] || fail other-image
# Once it has pushed, Docker knows by which digest the registry has it. The last word is the registry's, by its address: a check knows no names.
digest=$($b grep -oE "$name@sha256:[0-9a-f]{64}\":\"sha256:$id\"" "$names") || fail only-named
manifest=$($b wget -T 2 -q -O - "http://192.168.86.2:5000/v2/$team/$app/manifests/1") || fail not-there
case $manifest in *"\"sha256:$id\""*) ;; *) fail not-there ;; esac
digest=${digest##*@sha256:}
saw digest "${digest%"${digest#????????????}"}"
exit 0
