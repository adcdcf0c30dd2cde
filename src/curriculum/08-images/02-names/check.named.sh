db=/proc/1/root/var/lib/docker/image/overlay2
read -r names < "$db/repositories.json"
rest=${names#*"\"registry.lab:5000/$team/$app:latest\":\"sha256:"}
if [ "$rest" = "$names" ]; then
  case $names in
    *"\"registry.lab:5000/$team/$app:"*\":\"*) fail tagged ;;
    *"\"registry.lab/$team/$app:"*) fail port ;;
    *"\"registry.lab:5000/$app:"*) fail no-team ;;
    *"\"$team/$app:"*) fail hub ;;
    *"/$app:"* | *"\"$app:"*) fail other ;;
  esac
  fail none
fi
id=${rest%%\"*}
saw id "${id%"${id#????????????}"}"
# Docker notes with the image when it last gave it a name.
[ -f "$db/imagedb/metadata/sha256/$id/lastUpdated" ] || fail by-hand
exit 0
