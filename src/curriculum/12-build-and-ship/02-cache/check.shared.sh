b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
db=$docker/image/overlay2
image_of "$app:1" || fail gone
old=$id
image_of "$app:test" || fail none
cd "$db/imagedb/content/sha256" && [ -f "$old" ] && [ -f "$id" ] || fail torn
# Their layers, from the bottom up. For the shell alone a configuration as long as that of a built image is hard work.
layers=$($b grep -hoE '"diff_ids":\[[^]]*' "$old" "$id")
old=${layers%%"
"*}
new=${layers##*"
"}
[ "$old" != "$new" ] || fail same
top=${new##*,}
top=${top#\"}
top=${top%\"}
below=${new%,*}
page= built=
for layer in "$db"/layerdb/sha256/*; do
  read -r diff < "$layer/diff"
  case $diff in "$top") ;; *) case $below in *"\"$diff\""*) ;; *) continue ;; esac ;; esac
  read -r cache < "$layer/cache-id"
  files=$docker/overlay2/$cache/diff/www
  [ "$diff" != "$top" ] || [ ! -f "$files/index.html" ] || page=$cache
  [ "$diff" = "$top" ] || [ ! -f "$files/built" ] || built=$cache
done
if [ -z "$page" ]; then
  case $below in *,*) fail apart ;; esac
  fail no-run
fi
[ -n "$built" ] || fail no-run
[ "${old%,*}" = "$below" ] || fail only-test
saw page "${page%"${page#????????????}"}"
saw built "${built%"${built#????????????}"}"
exit 0
