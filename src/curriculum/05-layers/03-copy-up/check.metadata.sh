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
[ "$kind" = overlay ] || fail not-mounted
file=$layers/one/upper/photo.bin
[ -f "$file" ] || fail not-yet
/usr/lib/drydock/busybox getfattr -n trusted.overlay.origin "$file" > /dev/null 2>&1 || fail by-hand
cmp -s "$layers/image/photo.bin" "$file" || fail other-content
saw uppersize "$(stat -c %s "$file")"
