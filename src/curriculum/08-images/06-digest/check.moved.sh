b=/usr/lib/drydock/busybox
db=/proc/1/root/var/lib/docker/image/overlay2
name=registry.lab:5000/$team/$app
image_of "$app:1" || fail gone
old=$id
image_of "$app:2" || fail gone
new=$id
# A digest of the registry's that leads to version 1: that was pushed once.
digest=$($b grep -oE "$name@sha256:[0-9a-f]{64}\":\"sha256:$old\"" "$db/repositories.json")
image_of "$name:latest" || fail unnamed
[ -n "$digest" ] || fail not-pushed
digest=${digest#*@sha256:}
saw digest "${digest%"${digest#????????????}"}"
[ "$id" = "$new" ] || fail old
# The last word is the registry's, by its address: a check knows no names.
manifest=$($b wget -T 2 -q -O - "http://192.168.86.2:5000/v2/$team/$app/manifests/latest") || fail not-pushed
case $manifest in *"\"sha256:$new\""*) exit 0 ;; esac
fail only-here
