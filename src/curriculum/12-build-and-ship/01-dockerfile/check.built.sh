b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
db=$docker/image/overlay2
image_of busybox:latest || fail gone
base=$id
image_of "$app:1" || fail none
saw id "${id%"${id#????????????}"}"
cd "$db/imagedb/content/sha256" && [ -f "$id" ] || fail by-hand
# The layers of both, and of the image what it runs and which lines made it. For the shell alone a configuration is hard work.
facts=$($b grep -hoE '"diff_ids":\[[^]]*' "$base" "$id")
base=${facts%%"
"*}
own=${facts##*"
"}
case $own in "$base,"*) own=${own#"$base"} ;; "$base") own= ;; *) fail other-base ;; esac
page= built= said=
for layer in "$db"/layerdb/sha256/*; do
  read -r diff < "$layer/diff"
  case $own in *"\"$diff\""*) ;; *) continue ;; esac
  read -r cache < "$layer/cache-id"
  files=$docker/overlay2/$cache/diff/www
  [ ! -f "$files/index.html" ] || page=$files/index.html
  [ ! -f "$files/built" ] || built=$files/built
done
[ -n "$page" ] || fail no-page
read -r said < "$page" || :
case $said in *"$word"*) ;; *) fail other-page ;; esac
[ -n "$built" ] || fail not-built
# What it runs comes first; further on stands what the builder's containers ran.
facts=$($b grep -oE '"(Cmd|Entrypoint)":(null|\[[^]]*)|#\(nop\) (COPY|ADD) |"(COPY|ADD) [^"]*# buildkit' "$id")
case $facts in *COPY* | *ADD*) ;; *) fail by-hand ;; esac
first=${facts%%"
"*}
facts=${facts#*"
"}
case $first${facts%%"
"*} in *httpd*) exit 0 ;; esac
fail no-command
