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
overlay_at /srv/layers/one/merged
[ "$kind" = overlay ] || fail first-gone
overlay_at /srv/layers/two/merged
[ "$kind" = overlay ] || fail no-mount
saw lower "$lower"
saw upper "$upper"
case $lower in
  image | image/ | /srv/layers/image | /srv/layers/image/) ;;
  *) fail other-lower ;;
esac
case $upper in
  one/upper | one/upper/ | /srv/layers/one/upper | /srv/layers/one/upper/) fail same-upper ;;
esac
# A path may be relative to anywhere: the same inode shows that it is this image.
layers=/proc/1/root/srv/layers
set -- $(stat -c %i "$layers/image/photo.bin" "$layers/two/merged/photo.bin")
[ "$1" = "$2" ] || fail other-lower
