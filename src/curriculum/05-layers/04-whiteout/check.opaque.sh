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
[ -f "$layers/image/conf/a.conf" ] && [ -f "$layers/image/conf/b.conf" ] || fail image-lost-it
overlay_at /srv/layers/one/merged
[ "$kind" = overlay ] || fail not-mounted
conf=$layers/one/upper/conf
[ -c "$conf" ] && fail only-removed
[ -d "$conf" ] || fail not-yet
[ -e "$layers/one/merged/conf/a.conf" ] || [ -e "$layers/one/merged/conf/b.conf" ] && fail not-yet
case $(/usr/lib/drydock/busybox getfattr -n trusted.overlay.opaque "$conf" 2> /dev/null) in
  *'trusted.overlay.opaque="y"'*)
    set -- "$layers/image/conf/"*
    saw count "$#"
    ;;
  *)
    set -- "$conf/"*
    saw count "$#"
    fail one-by-one
    ;;
esac
