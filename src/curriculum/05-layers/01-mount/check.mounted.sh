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
overlay_at /srv/layers/one/merged
if [ -z "$kind" ]; then
  [ -e "$layers/one/merged/menu.txt" ] && fail no-mount-but-files
  fail no-mount
fi
saw kind "$kind"
[ "$kind" = overlay ] || fail not-overlay
saw lower "$lower"
saw upper "$upper"
case $lower in
  image | image/ | /srv/layers/image | /srv/layers/image/) ;;
  *) fail wrong-lower ;;
esac
case $upper in
  one/upper | one/upper/ | /srv/layers/one/upper | /srv/layers/one/upper/) ;;
  *) fail wrong-upper ;;
esac
# A path may be relative to anywhere: the same inode shows that it is this image.
set -- $(stat -c %i "$layers/image/menu.txt" "$layers/one/merged/menu.txt")
[ "$1" = "$2" ] || fail wrong-lower
saw inode "$1"
