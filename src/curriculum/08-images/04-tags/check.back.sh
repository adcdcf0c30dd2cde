db=/proc/1/root/var/lib/docker/image/overlay2
image_of "$app:1" || fail gone
old=$id
image_of "$app:2" || fail gone
new=$id
saw old "${old%"${old#????????????}"}"
saw new "${new%"${new#????????????}"}"
[ "$old" != "$new" ] || fail same
image_of "$app:latest" || fail no-latest
[ "$id" != "$new" ] || fail new
[ "$id" = "$old" ] || fail other
# Docker notes with an image when it last gave it a name: the old one must have got its name after the new one.
cd "$db/imagedb/metadata/sha256" || fail by-hand
[ "$old/lastUpdated" -nt "$new/lastUpdated" ] || fail by-hand
exit 0
