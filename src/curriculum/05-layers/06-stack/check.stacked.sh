# overlay_at POINT: the overlay that the machine has mounted there; sets $kind, $lower and $upper.
overlay_at() {
  kind=
  while read -r _ _ _ _ point rest; do
    [ "$point" = "$1" ] || continue
    rest=${rest##* - }
    kind=${rest%% *}
    options=,${rest##* },
    lower=${options#*,lowerdir=}
    lower=${lower%%,*}
    upper=${options#*,upperdir=}
    upper=${upper%%,*}
  done < /proc/1/mountinfo
}
layers=/proc/1/root/srv/layers
[ -d "$layers/app" ] || fail no-layer
[ -f "$layers/app/catch.txt" ] || fail empty-layer
[ -c "$layers/app/$doomed" ] || fail not-a-layer
overlay_at /srv/layers/three/merged
[ "$kind" = overlay ] || fail no-mount
saw lower "$lower"
case $lower in
  app:image | /srv/layers/app:/srv/layers/image) ;;
  image:app | /srv/layers/image:/srv/layers/app) fail wrong-order ;;
  *) fail other-layers ;;
esac
# Both layers show through, and the whiteout in the upper one holds.
set -- $(stat -c %i "$layers/app/catch.txt" "$layers/three/merged/catch.txt" "$layers/image/photo.bin" "$layers/three/merged/photo.bin")
[ "$1:$3" = "$2:$4" ] || fail other-layers
[ -e "$layers/three/merged/$doomed" ] && fail other-layers
text=
read -r text < "$layers/three/merged/catch.txt"
saw text "$text"
