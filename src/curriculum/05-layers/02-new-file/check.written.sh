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
[ -e "$layers/image/catch.txt" ] && fail in-image
overlay_at /srv/layers/one/merged
[ "$kind" = overlay ] || fail not-mounted
[ -f "$layers/one/upper/catch.txt" ] || fail not-yet
# Both the layer and the view of it.
text=
read -r text < "$layers/one/upper/catch.txt"
saw text "$text"
[ "$text" = "$word" ] || fail other-text
text=
read -r text < "$layers/one/merged/catch.txt"
saw text "$text"
[ "$text" = "$word" ] || fail other-text
