b=/usr/lib/drydock/busybox
db=/proc/1/root/var/lib/docker/image/overlay2
read -r names < "$db/repositories.json"
rest=${names#*"\"registry.lab:5000/$team/$app:1\":\"sha256:"}
if [ "$rest" = "$names" ]; then
  case $names in *"\"registry.lab:5000/$team/$app:"*) fail other-tag ;; *"\"$team/$app:"*) fail hub ;; esac
  fail unnamed
fi
id=${rest%%\"*}
saw id "${id%"${id#????????????}"}"
# Once it has pushed, Docker knows by which digest the registry has it. The last word is the registry's, by its address: a check knows no names.
rest=${names#*"\"registry.lab:5000/$team/$app@sha256:"}
[ "$rest" != "$names" ] || fail only-named
manifest=$($b wget -T 2 -q -O - "http://192.168.86.2:5000/v2/$team/$app/manifests/1") || fail not-there
case $manifest in *"\"digest\":"*"\"sha256:$id\""*) ;; *) fail other-image ;; esac
saw digest "${rest%"${rest#????????????}"}"
exit 0
