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
[ -f "$layers/one/upper/cargo.bin" ] || fail not-yet
set -- $(stat -c %s "$layers/image/cargo.bin" "$layers/one/upper/cargo.bin")
saw lowersize "$1"
saw uppersize "$2"
[ "$1" = $((mib * 1024 * 1024)) ] || fail image-changed
[ "$2" -ge "$1" ] || fail emptied
/usr/lib/drydock/busybox getfattr -n trusted.overlay.origin "$layers/one/upper/cargo.bin" > /dev/null 2>&1 || fail by-hand
[ "$2" = "$1" ] && cmp -s "$layers/image/cargo.bin" "$layers/one/upper/cargo.bin" && fail not-changed
exit 0
