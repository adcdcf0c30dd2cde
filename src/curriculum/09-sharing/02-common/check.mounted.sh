# Which layers nginx and httpd have in common, as Docker has written it down; then which overlay is made of just these.
b=/usr/lib/drydock/busybox
docker=/proc/1/root/var/lib/docker
db=$docker/image/overlay2
# layers_of NAME: sets $layers, from the bottom up.
layers_of() {
  image_of "$1" || return
  layers=$($b grep -o '"diff_ids":\[[^]]*' "$db/imagedb/content/sha256/$id") || return
  layers=${layers#*[}
}
layers_of nginx:latest || fail gone
first=$layers
layers_of httpd:latest || fail gone
second=$layers
common=
while [ "${first%%,*}" = "${second%%,*}" ] && [ -n "$first" ]; do
  common="${first%%,*} $common"
  case $first in *,*) first=${first#*,} second=${second#*,} ;; *) first= ;; esac
done

# From the top down: their directories, and the order in which an overlay should have them.
set --
wanted=
for diff in $common; do
  for layer in "$db"/layerdb/sha256/*; do
    read -r digest < "$layer/diff"
    [ "\"$digest\"" = "$diff" ] || continue
    read -r cache < "$layer/cache-id"
    set -- "$@" "$docker/overlay2/$cache/diff"
    wanted="$wanted$# "
    break
  done
done
saw count "$#"

# judge LOWERDIR: sets $key.
judge() {
  rest=$1:
  shift
  order=
  key=
  while [ -n "$rest" ]; do
    part=${rest%%:*}
    rest=${rest#*:}
    case $part in /*) part=/proc/1/root$part ;; *) part=$docker/overlay2/$part ;; esac
    number=0
    for directory; do
      number=$((number + 1))
      [ "$part" -ef "$directory" ] || continue
      order="$order$number "
      continue 2
    done
    case $part in "$docker"/*) key=more ;; *) key=copied ;; esac
  done
  [ -z "$key" ] || return
  if [ "$order" = "$wanted" ]; then key=met; elif [ ${#order} = ${#wanted} ]; then key=order; else key=few; fi
}
answer=none
while read -r _ _ _ _ point rest; do
  rest=${rest##* - }
  [ "${rest%% *}" = overlay ] || continue
  options=,${rest##* },
  # Whoever has a writable layer is a container, or this machine.
  case $options in *,upperdir=*) continue ;; esac
  lower=${options#*,lowerdir=}
  judge "${lower%%,*}" "$@"
  saw point "$point"
  [ "$key" != met ] || exit 0
  answer=$key
done < /proc/1/mountinfo
case $answer in
  none) fail none ;;
  more) fail more ;;
  copied) fail copied ;;
  order) fail order ;;
  few) fail few ;;
esac
