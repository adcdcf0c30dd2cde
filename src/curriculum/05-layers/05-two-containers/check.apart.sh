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
original=
read -r original < "$layers/image/menu.txt"
saw original "$original"
[ "$original" = "soup of the day" ] || fail image-changed
for which in one two; do
  saw which "$which"
  overlay_at "/srv/layers/$which/merged"
  [ "$kind" = overlay ] || fail not-mounted
  [ -f "$layers/$which/upper/menu.txt" ] || fail not-both
done
first=
second=
read -r first < "$layers/one/merged/menu.txt"
read -r second < "$layers/two/merged/menu.txt"
saw first "$first"
saw second "$second"
[ "$first" = "$second" ] && fail same
exit 0
