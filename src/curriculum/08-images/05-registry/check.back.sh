db=/proc/1/root/var/lib/docker/image/overlay2
read -r names < "$db/repositories.json"
rest=${names#*"\"registry.lab:5000/$team/$app:1\":\"sha256:"}
[ "$rest" != "$names" ] || fail gone
id=${rest%%\"*}
saw id "${id%"${id#????????????}"}"
# Docker notes with the image when it gave it a name; what has just been pulled was given none.
[ ! -e "$db/imagedb/metadata/sha256/$id/lastUpdated" ] || fail kept
[ -f "$db/imagedb/content/sha256/$id" ] || fail torn
rest=${names#*"\"registry.lab:5000/$team/$app@sha256:"}
[ "$rest" != "$names" ] || fail torn
saw digest "${rest%"${rest#????????????}"}"
exit 0
