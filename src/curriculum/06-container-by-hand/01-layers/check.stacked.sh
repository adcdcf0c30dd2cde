layers=/proc/1/root/srv
kind=
while read -r _ _ _ _ point rest; do
  [ "$point" = "/srv/dock/$name/rootfs" ] || continue
  rest=${rest##* - }
  kind=${rest%% *}
  options=,${rest##* },
  lower=${options#*,lowerdir=}
  lower=${lower%%,*}
  upper=${options#*,upperdir=}
  upper=${upper%%,*}
done < /proc/1/mountinfo
[ -e "$layers/dock/$name/rootfs" ] || fail absent
[ -n "$kind" ] || fail unmounted
saw kind "$kind"
[ "$kind" = overlay ] || fail other-kind
saw lower "$lower"
case $lower in
  /srv/web:/srv/base) relative= ;;
  web:base) relative=1 ;;
  /srv/base:/srv/web | base:web) fail upside-down ;;
  *) fail other-layers ;;
esac
saw upper "$upper"
case $upper in *"dock/$name/upper") ;; *) fail other-upper ;; esac
[ -z "$relative" ] && exit 0
# A path may be relative to anywhere: the same inode shows that it is this image.
set -- $(stat -c %i "$layers/base/bin/busybox" "$layers/dock/$name/rootfs/bin/busybox")
[ "$1" = "$2" ] || fail other-layers
