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
[ -f "$layers/image/$doomed" ] || fail image-lost-it
overlay_at /srv/layers/one/merged
[ "$kind" = overlay ] || fail not-mounted
if [ -c "$layers/one/upper/$doomed" ]; then
  device=$(stat -c %t:%T "$layers/one/upper/$doomed")
  saw device "$device"
  [ "$device" = 0:0 ] || fail other-device
  [ -e "$layers/one/merged/$doomed" ] || exit 0
fi
fail not-yet
